package io.sluice.adapter.bol;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.JsonTree;
import io.sluice.adapter.wire.PathSegment;
import io.vertx.core.Future;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks for the file of all offers, and fetches it. */
final class BolExports {
  private final BolApi api;

  BolExports(BolApi api) {
    this.api = api;
  }

  /**
   * @param processStatus that tells when it is there, null where it was not asked for
   * @param why it was not, null where it was
   */
  record Requested(@Nullable String processStatus, @Nullable Outcome why) {}

  /**
   * @param export null where it did not come
   * @param status of the answer, 0 for none
   * @param why it did not, null where it did
   */
  record Fetched(@Nullable OfferExport export, int status, @Nullable Outcome why) {}

  Future<Requested> request() {
    return api.call(Operation.REQUEST_EXPORT, "", JsonTree.bytes(Map.of("format", "CSV")))
        .map(
            called -> {
              if (called instanceof Called.Failed failed) {
                return new Requested(null, failed.why());
              }
              byte[] body = ((Called.Answered) called).answer().body();
              ProcessStatus status = ProcessStatus.read(BolJson.object(body));
              return status == null
                  ? new Requested(null, new Outcome.Unknown("answer without a status", false))
                  : new Requested(status.id(), null);
            });
  }

  Future<Fetched> fetch(String report) {
    String id = PathSegment.encode(report).orElse("");
    if (id.isEmpty()) {
      return Future.succeededFuture(
          new Fetched(null, 0, new Outcome.Gone("bol gave the export no id")));
    }
    return api.call(Operation.GET_EXPORT, id, null).map(BolExports::read);
  }

  private static Fetched read(Called called) {
    if (called instanceof Called.Failed failed) {
      return new Fetched(null, failed.status(), failed.why());
    }
    try {
      OfferExport export = new OfferExport(((Called.Answered) called).answer().body());
      return new Fetched(export, 200, null);
    } catch (OfferExport.Unreadable e) {
      return new Fetched(null, 200, new Outcome.Gone(String.valueOf(e.getMessage())));
    }
  }
}
