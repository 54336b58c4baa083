package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Environment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running gateway whose source falls silent. */
class SilentSourceTest {
  private static final String EVENT =
      """
      {"specversion": "1.0", "id": "%d", "source": "pim", "type": "product.stock.changed",
       "subject": "A", "data": {"sku": "A", "quantity": 7}}
      """;

  @TempDir Path directory;
  private final HttpClient http = HttpClient.newHttpClient();

  private String get(Gateway gateway, String path) {
    return send(HttpRequest.newBuilder(uri(gateway, path)).build()).body();
  }

  private static URI uri(Gateway gateway, String path) {
    return URI.create("http://127.0.0.1:" + gateway.port() + path);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private void speak(Gateway gateway, int id) {
    HttpResponse<String> answer =
        send(
            HttpRequest.newBuilder(uri(gateway, "/api/v1/events"))
                .header("content-type", "application/cloudevents+json")
                .header("x-sluice-client", "test")
                .POST(HttpRequest.BodyPublishers.ofString(EVENT.formatted(id)))
                .build());
    assertThat(answer.statusCode()).isEqualTo(202);
  }

  private JsonArray alarms(Gateway gateway) {
    return new JsonObject(get(gateway, "/api/v1/sources"))
        .getJsonArray("items")
        .getJsonObject(0)
        .getJsonArray("alarms");
  }

  @Test
  void itIsAnAlarmThatTheNextEventClearsAndTheGatewayStaysReady() throws IOException {
    Files.writeString(
        directory.resolve("gateway.yaml"),
        "version: 1\nsources:\n"
            + "  pim: { kind: http, version_from: arrival, expect_event_every: 2s }\n");
    Files.writeString(
        directory.resolve("channels.yaml"),
        "version: 1\nchannels:\n  shop: { adapter: http, url: 'https://shop.example/' }\n");
    ConfigResult read = ConfigReader.read(directory, Environment.of(Map.of()));

    try (Gateway gateway =
        Gateway.start(
            (ConfigResult.Valid) read,
            () -> read,
            directory.resolve("data"),
            new ListenAddress("127.0.0.1", 0))) {
      assertThat(get(gateway, "/metrics")).contains("sluice_source_silent{source=\"pim\"} 0");
      await().atMost(Duration.ofSeconds(30)).until(() -> !alarms(gateway).isEmpty());

      assertThat(alarms(gateway).getString(0))
          .startsWith("silent: no event since ")
          .contains("one is expected every 2s");
      assertThat(get(gateway, "/metrics")).contains("sluice_source_silent{source=\"pim\"} 1");
      assertThat(get(gateway, "/health/ready")).contains("true");
      speak(gateway, 1);

      await().atMost(Duration.ofSeconds(30)).until(() -> alarms(gateway).isEmpty());
      await().atMost(Duration.ofSeconds(30)).until(() -> !alarms(gateway).isEmpty());
    }
  }
}
