package io.sluice.gateway.api;

import io.sluice.gateway.operations.OperationException;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** Writes answers, on the context of the request wherever they were put together. */
final class Responder {
  private static final String RETRY_SECONDS = "5";

  private Responder() {}

  static void handle(
      RoutingContext context, ApiRoute route, RequestsAtOnce atOnce, AuditTrail trail) {
    ApiRequest request = new ApiRequest(context);
    // Events have a bound of their own, and those of one sender may be all there are.
    String name = route.body() == BodyKind.EVENTS ? null : Access.name(context);
    Context owner = context.vertx().getOrCreateContext();
    Future<Answer> answer = atOnce.run(name, owner, () -> route.handler().apply(request));
    answer(context, trail.of(request, route, answer));
  }

  static void answer(RoutingContext context, Future<Answer> answer) {
    Context owner = context.vertx().getOrCreateContext();
    answer.onComplete(result -> owner.runOnContext(ignored -> finish(context, result)));
  }

  /** Answers what failed before a handler had begun with it. */
  static void refuse(RoutingContext context, AuditTrail trail) {
    Context owner = context.vertx().getOrCreateContext();
    Throwable failure = context.failure();
    trail
        .refused(context, failure)
        .onComplete(any -> owner.runOnContext(ignored -> fail(context, failure)));
  }

  private static void finish(RoutingContext context, AsyncResult<Answer> result) {
    if (result.succeeded()) {
      send(context, result.result());
    } else {
      fail(context, result.cause());
    }
  }

  static void fail(RoutingContext context, @Nullable Throwable failure) {
    Problem problem = Failures.problem(context, failure);
    String title = context.response().setStatusCode(problem.status()).getStatusMessage();
    Answer answer = problem.answer(title, String.valueOf(context.request().path()));
    boolean later =
        failure instanceof OperationException refusal
            && refusal.kind() == OperationException.Kind.UNAVAILABLE;
    send(context, later ? answer.with("retry-after", RETRY_SECONDS) : answer);
  }

  static void send(RoutingContext context, Answer answer) {
    HttpServerResponse response = context.response();
    // The client may have gone, or was told that it took too long.
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(answer.status()).putHeader("content-type", answer.contentType());
    answer.headers().forEach(response::putHeader);
    response.end(Buffer.buffer(answer.body()));
  }
}
