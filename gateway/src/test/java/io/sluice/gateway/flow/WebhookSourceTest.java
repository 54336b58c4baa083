package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.adapter.Secret;
import io.sluice.adapter.wire.WebhookSignature;
import io.sluice.gateway.api.ListenException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Events that come in on an address of their own are those of whoever has the secret. */
class WebhookSourceTest extends FlowTest {
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String OTHER_KEY = "whsec_eHh4eHh4eHh4eHh4eHh4eHh4eHh4eHh4";
  private static final String WEBHOOK =
      """
      erp:
        kind: webhook
        listen: 127.0.0.1:%s
        secret: "${env:TEST_WEBHOOK_SECRET}"
        version_from: sequence
      """;

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path directory;
  private Flow flow;

  @BeforeEach
  void open() {
    flow = new Flow(node, directory, WEBHOOK.formatted(0), shop());
  }

  @AfterEach
  void close() {
    flow.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void signedEventReachesTheChannelAndOnceMoreIsADuplicate(int key) throws Exception {
    String event = stock("a", "S", "BER", 7, 10);
    Map<String, String> headers = signed(event, Flow.WEBHOOK_SECRET.split(" ")[key]);

    assertThat(post(headers, event).statusCode()).isEqualTo(202);
    HttpResponse<String> again = post(headers, event);

    assertThat(again.statusCode()).isEqualTo(202);
    assertThat(again.body()).contains("duplicate");
    soon().until(() -> !receiver.of("S").isEmpty());
    assertThat(flow.source("erp").getString("kind")).isEqualTo("webhook");
    assertThat(flow.source("erp").getLong("received")).isEqualTo(2);
  }

  @Test
  void batchesAreTakenAndWhatIsBrokenIsRefused() throws Exception {
    String batch = "[" + stock("a", "S", "BER", 7, 10) + ",{\"id\":\"broken\"}]";
    Map<String, String> headers = signed(batch, Flow.WEBHOOK_SECRET);
    headers.put("content-type", BATCH);

    assertThat(post(headers, batch).statusCode()).isEqualTo(202);
    assertThat(flow.refused()).hasSize(1);

    String broken = "{\"id\":\"broken\"}";
    assertThat(post(signed(broken, Flow.WEBHOOK_SECRET), broken).statusCode()).isEqualTo(400);
  }

  @Test
  void whatWasNotSignedWithTheSecretIsRefused() throws Exception {
    String event = stock("a", "S", "BER", 7, 10);
    String other = stock("a", "S", "BER", 7, 11);

    assertRefused(signed(event, OTHER_KEY), event, "webhook-signature");
    assertRefused(signed(event, Flow.WEBHOOK_SECRET), other, "webhook-signature");
    assertRefused(signed(event, Flow.WEBHOOK_SECRET), "", "webhook-signature");
    assertRefused(with(event, "webhook-id", "another"), event, "webhook-signature");
    assertRefused(with(event, "webhook-signature", "v1,"), event, "webhook-signature");
    assertRefused(with(event, "webhook-signature", "v1a,AAAA v1,\u00fc"), event, "signature");
    assertRefused(with(event, "webhook-timestamp", "-1"), event, "seconds since 1970");
    assertThat(flow.source("erp").getLong("received")).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"webhook-id", "webhook-timestamp", "webhook-signature"})
  void missingHeaderIsNamed(String name) throws Exception {
    String event = stock("a", "S", "BER", 7, 10);
    Map<String, String> headers = signed(event, Flow.WEBHOOK_SECRET);
    headers.remove(name);

    assertRefused(headers, event, "the header " + name + " is missing");
  }

  @ParameterizedTest
  @ValueSource(longs = {-6, 6})
  void requestOfAnotherTimeIsRefused(long minutes) throws Exception {
    String event = stock("a", "S", "BER", 7, 10);
    long then = now() + Duration.ofMinutes(minutes).toSeconds();

    assertRefused(signed(event, Flow.WEBHOOK_SECRET, then), event, "clock");
  }

  /** The signature covers the body alone: headers that say what it means could be changed. */
  @Test
  void eventsInHeadersAreRefused() throws Exception {
    String data = "{\"sku\":\"S\",\"quantity\":1}";
    Map<String, String> headers = signed(data, Flow.WEBHOOK_SECRET);
    headers.put("content-type", "application/json");
    headers.put("ce-specversion", "1.0");
    headers.put("ce-id", "a");
    headers.put("ce-source", "/test");
    headers.put("ce-type", "product.stock.changed");

    assertThat(post(headers, data).statusCode()).isEqualTo(415);
  }

  @Test
  void nothingElseIsThere() throws Exception {
    assertThat(get("/").statusCode()).isEqualTo(405);
    assertThat(get("/api/v1/channels").statusCode()).isEqualTo(404);
    assertThat(get("/health/live").statusCode()).isEqualTo(404);
  }

  @Test
  void bodyThatIsTooLargeIsRefused() throws Exception {
    String large = " ".repeat((1 << 20) + 1);

    assertThat(post(signed(large, Flow.WEBHOOK_SECRET), large).statusCode()).isEqualTo(413);
  }

  @Test
  void portInUseIsToldWithItsSetting(@TempDir Path other) {
    String taken = WEBHOOK.formatted(flow.port("erp"));

    assertThatThrownBy(() -> new Flow(node, other, taken, shop()))
        .isInstanceOf(ListenException.class)
        .hasMessageContaining("Source erp cannot listen on 127.0.0.1:" + flow.port("erp"))
        .hasMessageContaining("sources.erp.listen");
  }

  private void assertRefused(Map<String, String> headers, String body, String why)
      throws Exception {
    HttpResponse<String> answer = post(headers, body);

    assertThat(answer.statusCode()).as(why).isEqualTo(401);
    assertThat(answer.body()).contains(why);
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  private static Map<String, String> with(String body, String name, String value) {
    Map<String, String> headers = signed(body, Flow.WEBHOOK_SECRET);
    headers.put(name, value);
    return headers;
  }

  private static Map<String, String> signed(String body, String keys) {
    return signed(body, keys, now());
  }

  private static Map<String, String> signed(String body, String keys, long seconds) {
    String signature =
        new WebhookSignature(new Secret(keys))
            .sign("msg_1", seconds, body.getBytes(StandardCharsets.UTF_8));
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("content-type", STRUCTURED);
    headers.put("webhook-id", "msg_1");
    headers.put("webhook-timestamp", String.valueOf(seconds));
    headers.put("webhook-signature", signature);
    return headers;
  }

  private HttpResponse<String> post(Map<String, String> headers, String body) throws Exception {
    HttpRequest.Builder request = request("/").POST(BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return http.send(request(path).GET().build(), HttpResponse.BodyHandlers.ofString());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + flow.port("erp") + path))
        .timeout(Duration.ofSeconds(20));
  }
}
