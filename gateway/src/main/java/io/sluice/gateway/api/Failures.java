package io.sluice.gateway.api;

import io.sluice.gateway.operations.OperationException;
import io.vertx.ext.web.RoutingContext;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes a problem of whatever failed. What nobody foresaw goes to the log, not to the client. */
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  private Failures() {}

  static Problem problem(RoutingContext context, @Nullable Throwable failure) {
    if (failure instanceof ProblemException known) {
      return known.problem();
    }
    if (failure instanceof OperationException refusal) {
      return Problem.of(refusal);
    }
    int status = context.statusCode();
    return status >= 400 && status < 600 && status != 500
        ? ofRouter(context, status)
        : unexpected(context, failure);
  }

  /** The router's own refusals. */
  private static Problem ofRouter(RoutingContext context, int status) {
    switch (status) {
      case 400:
        return Problem.of(400, "The request cannot be read: its path or query is broken.");
      case 413:
        return RequestGuard.tooLarge(context.get(ApiRouter.BODY_LIMIT, 0L));
      case 503:
        return Problem.of(503, "No answer in time. Whether it was carried out is not known.");
      default:
        return Problem.of(status, "The request was refused.");
    }
  }

  private static Problem unexpected(RoutingContext context, @Nullable Throwable failure) {
    String id = UUID.randomUUID().toString();
    log.atError()
        .addKeyValue("error.id", id)
        .addKeyValue("http.request.method", context.request().method())
        .addKeyValue("url.path", UriText.reference(String.valueOf(context.request().path())))
        .setCause(failure)
        .log("A request failed for an unforeseen reason; the client was given the id");
    return Problem.of(500, "Something unforeseen went wrong. The log has it as " + id + ".");
  }
}
