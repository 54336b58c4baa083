package io.sluice.gateway.api;

import io.sluice.gateway.operations.Alerting;
import io.sluice.gateway.operations.Page;
import io.sluice.gateway.operations.Readiness;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Health, metrics, alerts and the document. */
final class GatewayRoutes {
  private final Readiness readiness;
  private final Alerting alerting;
  private final Supplier<String> metrics;
  private final String document = readDocument();

  GatewayRoutes(Readiness readiness, Alerting alerting, Supplier<String> metrics) {
    this.readiness = readiness;
    this.alerting = alerting;
    this.metrics = metrics;
  }

  List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/health/live", this::live).forEverybody(),
        ApiRoute.get("/health/ready", this::ready).forEverybody(),
        ApiRoute.get("/metrics", this::metrics),
        ApiRoute.get("/api/v1/alerts", request -> alerting.alerts().map(Answer::ok)),
        ApiRoute.post("/api/v1/alerts/test", BodyKind.COMMAND, this::testAlerts),
        ApiRoute.get("/openapi.yaml", this::openapi).forEverybody());
  }

  /** Depends on nothing but this loop: a broken store must not get the process killed. */
  private Future<Answer> live(ApiRequest request) {
    return Future.succeededFuture(Answer.ok(Map.of("status", "up")));
  }

  private Future<Answer> ready(ApiRequest request) {
    return readiness.ready().map(view -> Answer.json(view.ready() ? 200 : 503, view));
  }

  private Future<Answer> metrics(ApiRequest request) {
    // The text format of Prometheus, version 0.0.4.
    return Future.succeededFuture(
        Answer.text("text/plain; version=0.0.4; charset=utf-8", metrics.get()));
  }

  private Future<Answer> testAlerts(ApiRequest request) {
    request.json();
    return alerting
        .testAlerts(request.client())
        .map(receivers -> Answer.ok(new Page<>(receivers, null)));
  }

  private Future<Answer> openapi(ApiRequest request) {
    return Future.succeededFuture(Answer.text("application/yaml", document)); // RFC 9512
  }

  private static String readDocument() {
    try (InputStream stream = GatewayRoutes.class.getResourceAsStream("/openapi.yaml")) {
      byte[] bytes = Objects.requireNonNull(stream, "openapi.yaml is missing").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
