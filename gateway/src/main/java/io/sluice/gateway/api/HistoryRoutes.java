package io.sluice.gateway.api;

import io.sluice.gateway.operations.AttemptQuery;
import io.sluice.gateway.operations.Audit;
import io.sluice.gateway.operations.EventQuery;
import io.sluice.gateway.operations.History;
import io.vertx.core.Future;
import java.util.List;

/** What happened: events, attempts, what people did. */
final class HistoryRoutes {
  private final History history;
  private final Audit audit;

  HistoryRoutes(History history, Audit audit) {
    this.history = history;
    this.audit = audit;
  }

  List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get(
            "/api/v1/events",
            this::events,
            "sku",
            "alias",
            "id",
            "from",
            "until",
            "state",
            "code",
            "cursor",
            "limit"),
        ApiRoute.get("/api/v1/events/{event}", this::event),
        ApiRoute.get(
            "/api/v1/attempts", this::attempts, "channel", "sku", "code", "cursor", "limit"),
        ApiRoute.get("/api/v1/audit", this::audit, "cursor", "limit"));
  }

  private Future<Answer> events(ApiRequest request) {
    EventQuery query =
        new EventQuery(
            request.query("sku"),
            request.query("alias"),
            request.query("id"),
            request.instant("from"),
            request.instant("until"),
            request.query("state"),
            request.query("code"));
    return history.events(query, request.query("cursor"), request.limit()).map(Answer::ok);
  }

  private Future<Answer> event(ApiRequest request) {
    return history.event(request.path("event")).map(Answer::ok);
  }

  private Future<Answer> attempts(ApiRequest request) {
    AttemptQuery query =
        new AttemptQuery(request.query("channel"), request.query("sku"), request.query("code"));
    return history.attempts(query, request.query("cursor"), request.limit()).map(Answer::ok);
  }

  private Future<Answer> audit(ApiRequest request) {
    return audit.audit(request.query("cursor"), request.limit()).map(Answer::ok);
  }
}
