package io.sluice.gateway.api;

import io.sluice.gateway.operations.Posting;
import io.sluice.gateway.operations.TakeQuery;
import io.sluice.gateway.operations.TakenView;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** Events over HTTP. */
final class EventRoutes {
  private static final String REFUSED = "refused";

  private final Posting posting;

  EventRoutes(Posting posting) {
    this.posting = posting;
  }

  List<ApiRoute> routes() {
    return List.of(
        ApiRoute.post("/api/v1/events", BodyKind.EVENTS, this::take, "source", "import"));
  }

  private Future<Answer> take(ApiRequest request) {
    boolean batch = MediaType.of(request.contentType()).isBatch();
    TakeQuery query =
        new TakeQuery(request.query("source"), Boolean.TRUE.equals(request.flag("import")));
    return posting
        .take(request.bytes(), request.contentType(), request.headers(), query)
        .map(taken -> answer(taken, batch));
  }

  /** Fails where all of it was refused. */
  static Answer answer(TakenView taken, boolean batch) {
    boolean nothing =
        !taken.items().isEmpty()
            && taken.items().stream().allMatch(item -> item.decision().equals(REFUSED));
    if (nothing) {
      throw refusal(taken, batch).asException();
    }
    return Answer.json(202, taken);
  }

  private static Problem refusal(TakenView taken, boolean batch) {
    List<Problem.Fault> faults = new ArrayList<>();
    for (int index = 0; index < taken.items().size(); index++) {
      faults.add(fault(taken.items().get(index), batch ? "/" + index : ""));
    }
    String detail =
        faults.size() == 1
            ? "The event was refused: " + faults.get(0).detail()
            : "All " + faults.size() + " events were refused.";
    return new Problem(400, detail, faults, taken.items());
  }

  private static Problem.Fault fault(TakenView.Item item, String prefix) {
    String path = item.path() == null ? "" : item.path();
    String message = item.message() == null ? "" : item.message();
    return new Problem.Fault(prefix + path, message, item.code());
  }
}
