package io.sluice.gateway.api;

import io.sluice.gateway.operations.ConfigurationView;
import io.sluice.gateway.operations.Operations;
import io.sluice.gateway.operations.Page;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** Health, metrics, alerts, the configuration and the document. */
final class GatewayRoutes {
  private final Operations operations;
  private final Supplier<String> metrics;
  private final String document = readDocument();

  GatewayRoutes(Operations operations, Supplier<String> metrics) {
    this.operations = operations;
    this.metrics = metrics;
  }

  List<ApiRoute> routes() {
    return List.of(
        ApiRoute.get("/health/live", this::live).forEverybody(),
        ApiRoute.get("/health/ready", this::ready).forEverybody(),
        ApiRoute.get("/metrics", this::metrics),
        ApiRoute.get("/api/v1/alerts", request -> operations.alerts().map(Answer::ok)),
        ApiRoute.post("/api/v1/alerts/test", BodyKind.COMMAND, this::testAlerts),
        ApiRoute.get("/api/v1/configuration", request -> answer(operations.configuration())),
        ApiRoute.post("/api/v1/configuration/reload", BodyKind.COMMAND, this::reload),
        ApiRoute.post("/api/v1/configuration/approve", BodyKind.COMMAND, this::approve).forAdmins(),
        ApiRoute.post("/api/v1/configuration/discard", BodyKind.COMMAND, this::discard).forAdmins(),
        ApiRoute.get("/openapi.yaml", this::openapi).forEverybody());
  }

  /** Depends on nothing but this loop: a broken store must not get the process killed. */
  private Future<Answer> live(ApiRequest request) {
    return Future.succeededFuture(Answer.ok(Map.of("status", "up")));
  }

  private Future<Answer> ready(ApiRequest request) {
    return operations.ready().map(view -> Answer.json(view.ready() ? 200 : 503, view));
  }

  private Future<Answer> metrics(ApiRequest request) {
    // The text format of Prometheus, version 0.0.4.
    return Future.succeededFuture(
        Answer.text("text/plain; version=0.0.4; charset=utf-8", metrics.get()));
  }

  private Future<Answer> testAlerts(ApiRequest request) {
    request.json();
    return operations
        .testAlerts(request.client())
        .map(receivers -> Answer.ok(new Page<>(receivers, null)));
  }

  private Future<Answer> reload(ApiRequest request) {
    request.json();
    return answer(operations.reload(request.client()));
  }

  private Future<Answer> approve(ApiRequest request) {
    return answer(operations.approve(version(request), request.client()));
  }

  private Future<Answer> discard(ApiRequest request) {
    return answer(operations.discard(version(request), request.client()));
  }

  /** Nobody decides about another one than was looked at. */
  private static String version(ApiRequest request) {
    String version = request.json("version").text("version");
    if (version == null) {
      throw Problem.invalid("/version", "version is missing").asException();
    }
    return version;
  }

  private static Future<Answer> answer(Future<ConfigurationView> view) {
    return view.map(Answer::ok);
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
