package io.sluice.gateway.api;

import io.sluice.gateway.operations.Audit;
import io.sluice.gateway.operations.AuditEntry;
import io.sluice.gateway.operations.Page;
import io.sluice.gateway.operations.Upkeep;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.io.OutputStream;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** What keeps the gateway itself in order. */
final class UpkeepRoutes {
  private static final String LOG_LEVELS = "/api/v1/log-levels";

  private final Upkeep upkeep;
  private final Audit audit;

  UpkeepRoutes(Upkeep upkeep, Audit audit) {
    this.upkeep = upkeep;
    this.audit = audit;
  }

  List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get(LOG_LEVELS, request -> answer(upkeep.logLevels())),
        ApiRoute.post(LOG_LEVELS, BodyKind.COMMAND, this::logLevel).forAdmins(),
        ApiRoute.stream("/api/v1/backup", context -> download(context, "backup", upkeep::backup))
            .forAdmins(),
        ApiRoute.stream("/api/v1/support-bundle", this::supportBundle, "events").forAdmins());
  }

  private Future<Answer> logLevel(ApiRequest request) {
    JsonBody body = request.json("logger", "level", "until");
    String logger = body.text("logger");
    if (logger == null) {
      throw Problem.invalid("/logger", "logger is missing").asException();
    }
    return answer(
        upkeep.logLevel(logger, body.text("level"), body.instant("until"), request.client()));
  }

  private static <T> Future<Answer> answer(Future<List<T>> all) {
    return all.map(items -> Answer.ok(new Page<>(items, null)));
  }

  private void supportBundle(RoutingContext context) {
    boolean events = Boolean.TRUE.equals(new ApiRequest(context).flag("events"));
    download(
        context,
        "support-bundle",
        (out, who) ->
            upkeep
                .supportBundle(events, out, who)
                .map(any -> events ? "with events" : "without events"));
  }

  /** Changes nothing and shows much: the audit has it as if it were a step. */
  private void download(
      RoutingContext context, String what, BiFunction<OutputStream, String, Future<?>> write) {
    ApiRequest request = new ApiRequest(context);
    Download.send(
        context,
        "sluice-" + what + ".zip",
        out -> write.apply(out, request.client()).transform(done -> audited(request, what, done)));
  }

  private Future<Void> audited(ApiRequest request, String what, AsyncResult<?> done) {
    @Nullable String problem = done.succeeded() ? null : String.valueOf(done.cause().getMessage());
    return audit
        .audited(
            new AuditEntry(
                request.who(),
                request.address(),
                request.said(),
                what,
                done.succeeded() ? String.valueOf(done.result()) : "",
                null,
                null,
                problem))
        .otherwiseEmpty()
        .compose(
            any -> done.succeeded() ? Future.succeededFuture() : Future.failedFuture(done.cause()));
  }
}
