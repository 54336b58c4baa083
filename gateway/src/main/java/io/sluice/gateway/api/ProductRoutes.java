package io.sluice.gateway.api;

import io.sluice.gateway.operations.Page;
import io.sluice.gateway.operations.Products;
import io.vertx.core.Future;
import java.util.List;

/** What is known of SKUs. */
final class ProductRoutes {
  private static final int SAMPLE_AT_MOST = 1_000;

  private final Products products;

  ProductRoutes(Products products) {
    this.products = products;
  }

  List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get(
            "/api/v1/skus", this::skus, "sample", "discontinued", "source", "cursor", "limit"),
        ApiRoute.get("/api/v1/skus/{sku}", this::sku),
        ApiRoute.get("/api/v1/skus/{sku}/facts", this::facts));
  }

  private Future<Answer> skus(ApiRequest request) {
    if (request.query("sample") == null) {
      return products
          .skus(
              request.flag("discontinued"),
              request.query("source"),
              request.query("cursor"),
              request.limit())
          .map(Answer::ok);
    }
    return products
        .sample(request.number("sample", 1, SAMPLE_AT_MOST))
        .map(skus -> Answer.ok(new Page<>(skus, null)));
  }

  private Future<Answer> facts(ApiRequest request) {
    return products.facts(request.path("sku")).map(Answer::ok);
  }

  private Future<Answer> sku(ApiRequest request) {
    return products.sku(request.path("sku")).map(Answer::ok);
  }
}
