package io.sluice.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;

/** Answers that come slowly or end early. */
final class OddAnswers {
  private static final String BODY = "{\"note\":\"" + "x".repeat(48) + "\"}";
  private static final int FIRST_PART = 10;
  private static final long SECOND_MS = 1_000;

  private OddAnswers() {}

  static void write(Fault fault, Visit visit, Vertx vertx) {
    if (visit.hasEnded()) {
      return;
    }
    HttpServerResponse response = visit.response();
    response.putHeader("content-type", "application/json");
    response.putHeader("content-length", Integer.toString(BODY.length()));
    if (fault.kind() == Fault.Kind.TRUNCATED) {
      response.write(BODY.substring(0, FIRST_PART)).onComplete(sent -> visit.close());
    } else {
      drip(visit, vertx, Math.max(1, fault.bytesPerSecond()), 0);
    }
  }

  /** In steps of at least 10 ms, each with its share of bytes. */
  private static void drip(Visit visit, Vertx vertx, int bytesPerSecond, int from) {
    if (visit.hasEnded()) {
      return;
    }
    int bytes = Math.max(1, bytesPerSecond / 100);
    int to = Math.min(BODY.length(), from + bytes);
    String part = BODY.substring(from, to);
    if (to == BODY.length()) {
      visit.end(200);
      visit.response().end(part);
    } else {
      visit.response().write(part);
      long stepMs = Math.max(1, SECOND_MS * bytes / bytesPerSecond);
      vertx.setTimer(stepMs, id -> drip(visit, vertx, bytesPerSecond, to));
    }
  }
}
