package io.sluice.adapter.wire;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One request and its answer under one deadline, from looking up the name to the last byte. Lives
 * on the context that began it. Whatever is cut short closes its connection.
 */
final class Exchange {
  private final Vertx vertx;
  private final HttpClient client;
  private final WireSettings settings;
  private final Promise<Exchanged> ended = Promise.promise();
  private final @Nullable Buffer body;
  private final Duration atMost;
  private long timer;
  private @Nullable HttpClientRequest request;
  private @Nullable HttpClientResponse response;
  private Buffer received = Buffer.buffer();

  /**
   * @param body null to send none
   * @param atMost how long it may take
   */
  Exchange(
      Vertx vertx,
      HttpClient client,
      WireSettings settings,
      @Nullable Buffer body,
      Duration atMost) {
    this.vertx = vertx;
    this.client = client;
    this.settings = settings;
    this.body = body;
    this.atMost = atMost;
  }

  /** Succeeds always, within that time. */
  Future<Exchanged> run(Future<SocketAddress> target, RequestOptions options) {
    timer = vertx.setTimer(Math.max(1, atMost.toMillis()), id -> timeIsOver());
    target
        .compose(address -> client.request(options.setServer(address)))
        .onComplete(this::connected, failure -> notConnected(failure, options));
    return ended.future();
  }

  private void connected(HttpClientRequest open) {
    if (ended.future().isComplete()) {
      open.reset();
      return;
    }
    request = open;
    // Failures arrive through the response's future; without a handler Vert.x logs them as errors.
    open.exceptionHandler(failure -> {});
    Future<HttpClientResponse> answer =
        body != null ? open.send(body) : meansBody(open) ? open.send(Buffer.buffer()) : open.send();
    answer.onComplete(
        this::answered, failure -> end(new Exchanged.Unanswered(FailureReasons.describe(failure))));
  }

  /** An empty body has a length, which servers may want to be told (RFC 9110, 8.6; status 411). */
  private static boolean meansBody(HttpClientRequest open) {
    HttpMethod method = open.getMethod();
    return method == HttpMethod.POST || method == HttpMethod.PUT || method == HttpMethod.PATCH;
  }

  /** Tells where to: an adapter may have more than one address. */
  private void notConnected(Throwable failure, RequestOptions options) {
    if (failure instanceof Target.Refused) {
      end(new Exchanged.Forbidden(String.valueOf(failure.getMessage())));
    } else {
      end(
          new Exchanged.NotSent(
              "%s (%s:%d)"
                  .formatted(
                      FailureReasons.describe(failure), options.getHost(), options.getPort())));
    }
  }

  private void answered(HttpClientResponse begun) {
    if (ended.future().isComplete()) {
      return;
    }
    response = begun;
    begun.exceptionHandler(failure -> endWithBody(Answer.End.CUT));
    begun.endHandler(end -> endWithBody(Answer.End.COMPLETE));
    begun.handler(this::receive);
  }

  private void receive(Buffer part) {
    if (ended.future().isComplete()) {
      return;
    }
    int room = settings.answerAtMost() - received.length();
    if (part.length() <= room) {
      received.appendBuffer(part);
      return;
    }
    received.appendBuffer(part, 0, room);
    endWithBody(Answer.End.TOO_LONG);
    closeConnection();
  }

  private void timeIsOver() {
    if (response != null) {
      endWithBody(Answer.End.CUT);
    } else if (request != null) {
      end(new Exchanged.Unanswered("no answer within total_timeout"));
    } else {
      end(new Exchanged.NotSent("no connection within total_timeout"));
    }
    closeConnection();
  }

  private void closeConnection() {
    if (request != null) {
      request.reset();
    }
  }

  private void endWithBody(Answer.End how) {
    HttpClientResponse answer = response;
    if (answer != null) {
      end(
          new Exchanged.Answered(
              new Answer(answer.statusCode(), answer.headers(), received.getBytes(), how)));
    }
  }

  private void end(Exchanged how) {
    if (ended.tryComplete(how)) {
      vertx.cancelTimer(timer);
      received = Buffer.buffer();
    }
  }
}
