package io.sluice.gateway.api;

import io.sluice.gateway.operations.Operations;
import io.sluice.gateway.operations.Page;
import io.vertx.core.Future;
import java.util.List;

/** Where events come from, what was refused, and what is known of one SKU. */
final class SourceRoutes {
  private static final int SAMPLE_AT_MOST = 1_000;

  private final Operations operations;

  SourceRoutes(Operations operations) {
    this.operations = operations;
  }

  List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get(
            "/api/v1/skus", this::skus, "sample", "discontinued", "source", "cursor", "limit"),
        ApiRoute.get("/api/v1/skus/{sku}", this::sku),
        ApiRoute.get("/api/v1/skus/{sku}/facts", this::facts),
        ApiRoute.get("/api/v1/sources", this::sources),
        ApiRoute.post("/api/v1/sources/{source}/new-epoch", BodyKind.COMMAND, this::newEpoch)
            .forAdmins(),
        ApiRoute.post(
                "/api/v1/sources/{source}/skus/{sku}/lower-mark", BodyKind.COMMAND, this::lowerMark)
            .forAdmins(),
        ApiRoute.get("/api/v1/refused", this::refused, "cursor", "limit"));
  }

  private Future<Answer> skus(ApiRequest request) {
    if (request.query("sample") == null) {
      return operations
          .skus(
              request.flag("discontinued"),
              request.query("source"),
              request.query("cursor"),
              request.limit())
          .map(Answer::ok);
    }
    return operations
        .sample(request.number("sample", 1, SAMPLE_AT_MOST))
        .map(skus -> Answer.ok(new Page<>(skus, null)));
  }

  private Future<Answer> facts(ApiRequest request) {
    return operations.facts(request.path("sku")).map(Answer::ok);
  }

  private Future<Answer> sku(ApiRequest request) {
    return operations.sku(request.path("sku")).map(Answer::ok);
  }

  private Future<Answer> sources(ApiRequest request) {
    return operations.sources().map(all -> Answer.ok(new Page<>(all, null)));
  }

  private Future<Answer> newEpoch(ApiRequest request) {
    request.json();
    return operations.newEpoch(request.path("source"), request.client()).map(Answer::ok);
  }

  private Future<Answer> lowerMark(ApiRequest request) {
    request.json();
    return operations
        .lowerMark(request.path("source"), request.path("sku"), request.client())
        .map(Answer::ok);
  }

  private Future<Answer> refused(ApiRequest request) {
    return operations.refused(request.query("cursor"), request.limit()).map(Answer::ok);
  }
}
