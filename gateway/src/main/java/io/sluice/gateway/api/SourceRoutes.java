package io.sluice.gateway.api;

import io.sluice.gateway.operations.Page;
import io.sluice.gateway.operations.Sources;
import io.vertx.core.Future;
import java.util.List;

/** Where events come from, and what was refused. */
final class SourceRoutes {
  private final Sources sources;

  SourceRoutes(Sources sources) {
    this.sources = sources;
  }

  List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/api/v1/sources", this::sources),
        ApiRoute.post("/api/v1/sources/{source}/new-epoch", BodyKind.COMMAND, this::newEpoch)
            .forAdmins(),
        ApiRoute.post(
                "/api/v1/sources/{source}/skus/{sku}/lower-mark", BodyKind.COMMAND, this::lowerMark)
            .forAdmins(),
        ApiRoute.get("/api/v1/refused", this::refused, "cursor", "limit"));
  }

  private Future<Answer> sources(ApiRequest request) {
    return sources.sources().map(all -> Answer.ok(new Page<>(all, null)));
  }

  private Future<Answer> newEpoch(ApiRequest request) {
    request.json();
    return sources.newEpoch(request.path("source"), request.client()).map(Answer::ok);
  }

  private Future<Answer> lowerMark(ApiRequest request) {
    request.json();
    return sources
        .lowerMark(request.path("source"), request.path("sku"), request.client())
        .map(Answer::ok);
  }

  private Future<Answer> refused(ApiRequest request) {
    return sources.refused(request.query("cursor"), request.limit()).map(Answer::ok);
  }
}
