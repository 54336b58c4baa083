package io.sluice.gateway.api;

import io.sluice.gateway.operations.Held;
import io.sluice.gateway.operations.HeldAction;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.Jobs;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What waits and what is dead. */
final class HeldRoutes {
  private static final String JOB = "job";

  private final Held held;
  private final Jobs jobs;

  HeldRoutes(Held held, Jobs jobs) {
    this.held = held;
    this.jobs = jobs;
  }

  List<ApiRoute> routes() {
    String held = "/api/v1/held";
    String dead = "/api/v1/dead-letters";
    return List.of(
        ApiRoute.get(held, this::held, "channel", "why", "sku", "cursor", "limit"),
        ApiRoute.post(held + "/approve", BodyKind.COMMAND, this::approveHeld),
        ApiRoute.post(held + "/discard", BodyKind.COMMAND, this::discardHeld),
        ApiRoute.get(dead, this::deadLetters, "channel", "sku", "cursor", "limit"),
        ApiRoute.post(dead + "/redrive", BodyKind.COMMAND, this::redrive),
        ApiRoute.post(dead + "/discard", BodyKind.COMMAND, this::discard));
  }

  private Future<Answer> held(ApiRequest request) {
    return held.held(filter(request), request.query("cursor"), request.limit()).map(Answer::ok);
  }

  private Future<Answer> deadLetters(ApiRequest request) {
    return held.deadLetters(filter(request), request.query("cursor"), request.limit())
        .map(Answer::ok);
  }

  private static HeldQuery filter(ApiRequest request) {
    return new HeldQuery(request.query("channel"), request.query("why"), request.query("sku"));
  }

  private Future<Answer> approveHeld(ApiRequest request) {
    return step(HeldAction.APPROVE_HELD, request, request.json("channel", "sku", "all", JOB));
  }

  private Future<Answer> discardHeld(ApiRequest request) {
    return step(
        HeldAction.DISCARD_HELD, request, request.json("channel", "sku", "why", "all", JOB));
  }

  private Future<Answer> redrive(ApiRequest request) {
    return step(HeldAction.REDRIVE, request, request.json("channel", "sku", "all", JOB));
  }

  private Future<Answer> discard(ApiRequest request) {
    return step(HeldAction.DISCARD, request, request.json("channel", "sku", "all", JOB));
  }

  private Future<Answer> step(HeldAction action, ApiRequest request, JsonBody body) {
    HeldQuery named = selection(body);
    String why =
        action == HeldAction.DISCARD_HELD
            ? Objects.requireNonNullElse(body.text("why"), "guard")
            : null;
    HeldQuery query = new HeldQuery(named.channel(), why, named.sku());
    if (body.flag(JOB)) {
      return jobs.begin(action, query, request.client()).map(JobRoutes::started);
    }
    return held.decide(action, query, request.client()).map(HeldRoutes::count);
  }

  /** Everything only on purpose: a filter that was forgotten must not empty the list. */
  private static HeldQuery selection(JsonBody body) {
    HeldQuery query = new HeldQuery(body.text("channel"), null, body.text("sku"));
    boolean everything = query.channel() == null && query.sku() == null;
    if (everything != body.flag("all")) {
      throw Problem.invalid("/all", "name a channel or a sku, or say all: true, but not both")
          .asException();
    }
    return query;
  }

  private static Answer count(int count) {
    return Answer.ok(Map.of("count", count));
  }
}
