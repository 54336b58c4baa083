package io.sluice.adapter.http;

import static io.sluice.adapter.http.HttpFixture.NOW;
import static io.sluice.adapter.http.HttpFixture.stock;
import static io.sluice.adapter.http.HttpFixture.stocks;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.adapter.wire.Receiver;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves us, as it stands on the wire. */
class RequestTest {
  private Receiver receiver;

  @BeforeEach
  void start() throws Exception {
    receiver = Receiver.answering(Receiver.answer(200, "", ""));
  }

  @AfterEach
  void stop() {
    receiver.close();
  }

  private Receiver.Request sent(HttpFixture channel, ChannelUpdate... updates) {
    try (channel) {
      assertThat(channel.deliver(updates)).containsOnly(Outcome.Accepted.PLAIN);
    }
    return receiver.requests().get(0);
  }

  @Test
  void singleUpdateIsPostedAsJsonWithItsId() {
    Receiver.Request request = sent(new HttpFixture(receiver.url("/hook?x=1")), stock("S", 3));

    assertThat(request.line()).isEqualTo("POST /hook?x=1 HTTP/1.1");
    assertThat(request.header("host")).isEqualTo("127.0.0.1:" + receiver.port());
    assertThat(request.header("content-type")).isEqualTo("application/json");
    assertThat(request.header("webhook-id")).isEqualTo("id-S");
    assertThat(request.header("idempotency-key")).isEqualTo("id-S");
    assertThat(request.header("content-length")).isEqualTo("" + request.body().length);
    assertThat(request.text()).contains("\"stock\":{\"quantity\":3,\"warehouse\":\"BER\"}");
    assertThat(request.headers())
        .doesNotContainKeys("webhook-signature", "authorization", "accept-encoding");
  }

  @Test
  void methodHeadersAndLoginAreAsConfigured() {
    HttpFixture channel =
        new HttpFixture(receiver.url("/hook"))
            .with("method", "PUT")
            .with("headers", Map.of("X-Shop", "uk"))
            .with("auth", Map.of("bearer", new Secret("t0ken")));

    Receiver.Request request = sent(channel, stock("S", 3));

    assertThat(request.line()).startsWith("PUT ");
    assertThat(request.header("x-shop")).isEqualTo("uk");
    assertThat(request.header("authorization")).isEqualTo("Bearer t0ken");
  }

  @Test
  void basicLoginIsEncoded() {
    Map<String, Object> basic = Map.of("user", "me", "password", new Secret("ge:heim"));
    HttpFixture channel =
        new HttpFixture(receiver.url("/hook")).with("auth", Map.of("basic", basic));

    assertThat(sent(channel, stock("S", 3)).header("authorization"))
        .isEqualTo(
            "Basic "
                + Base64.getEncoder()
                    .encodeToString("me:ge:heim".getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({"1,application/cloudevents+json", "5,application/cloudevents-batch+json"})
  void cloudEventsSayWhatTheyAre(int batch, String type) {
    HttpFixture channel =
        new HttpFixture(receiver.url("/hook")).with("format", "cloudevents").batch(batch);

    assertThat(sent(channel, stock("S", 3)).header("content-type")).isEqualTo(type);
  }

  @Test
  void signatureHoldsForTheBytesOnTheWire() throws Exception {
    byte[] key = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8);
    String text = "whsec_" + Base64.getEncoder().encodeToString(key);
    HttpFixture channel =
        new HttpFixture(receiver.url("/hook"))
            .batch(5)
            .with("sign", Map.of("standard_webhooks", new Secret(text)));

    Receiver.Request request = sent(channel, stocks(2));

    assertThat(request.header("webhook-timestamp")).isEqualTo("" + NOW.getEpochSecond());
    assertThat(request.header("webhook-signature"))
        .isEqualTo("v1," + hmac(key, "call-1." + NOW.getEpochSecond() + "." + request.text()));
  }

  @Test
  void twoKeysSignTwice() throws Exception {
    byte[] older = new byte[24];
    byte[] newer = new byte[64];
    String keys =
        List.of(older, newer).stream()
            .map(key -> "whsec_" + Base64.getEncoder().encodeToString(key))
            .reduce("", (a, b) -> a + " " + b);
    HttpFixture channel =
        new HttpFixture(receiver.url("/hook"))
            .with("sign", Map.of("standard_webhooks", new Secret(keys)));

    Receiver.Request request = sent(channel, stock("S", 1));

    String signed = "id-S." + NOW.getEpochSecond() + "." + request.text();
    assertThat(request.header("webhook-signature"))
        .isEqualTo("v1," + hmac(older, signed) + " v1," + hmac(newer, signed));
  }

  private static String hmac(byte[] key, String text) throws Exception {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
  }

  @ParameterizedTest
  @CsvSource({
    "a/b, a%2Fb",
    "100%, 100%25",
    "a%2e%2e, a%252e%252e",
    "ä 😀, %C3%A4%20%F0%9F%98%80",
    "..., ...",
    "<script>, %3Cscript%3E",
    "?x=1#y, %3Fx%3D1%23y"
  })
  void skuStaysOneSegmentOnTheWire(String sku, String segment) {
    HttpFixture channel = new HttpFixture(receiver.url("/p/{sku}/stock"));

    assertThat(sent(channel, stock(sku, 1)).target()).isEqualTo("/p/" + segment + "/stock");
  }

  @Test
  void skuCannotBreakOutOfTheRequestLine() {
    HttpFixture channel = new HttpFixture(receiver.url("/p/{sku}"));

    Receiver.Request request = sent(channel, stock("a HTTP/1.1\r\nX-Evil: 1\r\n\r\n", 1));

    assertThat(request.target()).isEqualTo("/p/a%20HTTP%2F1.1%0D%0AX-Evil%3A%201%0D%0A%0D%0A");
    assertThat(request.headers()).doesNotContainKey("x-evil");
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "../admin", "a/../../b", "half\ud800"})
  void skuThatCannotBeOneSegmentIsRejectedUnsent(String sku) {
    try (HttpFixture channel = new HttpFixture(receiver.url("/p/{sku}"))) {
      assertThat(channel.deliver(stock(sku, 1)).get(0))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> assertThat(rejected.code()).isEqualTo("sku.no_path_segment"));
      assertThat(receiver.requests()).isEmpty();
    }
  }
}
