package io.sluice.adapter.http;

import static io.sluice.adapter.http.HttpFixture.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.OutgoingRequest;
import io.sluice.adapter.Secret;
import io.sluice.adapter.wire.Receiver;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What people are shown of a call is what is sent, but for secrets. */
class PreviewTest {
  private static final String KEY = "whsec_MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=";

  private static CallPreview preview(Map<String, Object> values, ChannelUpdate... updates) {
    ChannelSettings settings =
        new ChannelSettings("shop", values, Set.of(Facet.values()), updates.length, false);
    return new HttpAdapter().preview(settings, new ChannelCall("c_1", Arrays.asList(updates)));
  }

  private static OutgoingRequest request(Map<String, Object> values, ChannelUpdate... updates) {
    CallPreview.Requests requests = (CallPreview.Requests) preview(values, updates);
    assertThat(requests.requests()).hasSize(1);
    return requests.requests().get(0);
  }

  @Test
  void isWhatIsSent() throws Exception {
    try (Receiver receiver = Receiver.answering(Receiver.answer(204, "", ""));
        HttpFixture channel = new HttpFixture(receiver.url("/p/{sku}?a=b"))) {
      channel.deliver(stock("A/1", 5));
      Receiver.Request sent = receiver.requests().get(0);

      OutgoingRequest shown = request(Map.of("url", receiver.url("/p/{sku}?a=b")), stock("A/1", 5));

      assertThat(new String(shown.body(), StandardCharsets.UTF_8)).isEqualTo(sent.text());
      assertThat(sent.line()).isEqualTo("POST /p/A%2F1?a=b HTTP/1.1");
      assertThat(shown.method()).isEqualTo("POST");
      assertThat(shown.url()).isEqualTo(receiver.url("/p/A%2F1?a=***"));
      assertThat(shown.headers()).isNotEmpty();
      shown.headers().forEach((name, value) -> assertThat(sent.header(name)).isEqualTo(value));
    }
  }

  @Test
  void secretsAreMasked() {
    Map<String, Object> values = new HashMap<>();
    values.put("url", "https://shop.example/api?key=hunter2&x=hunter2");
    values.put("headers", Map.of("X-Api-Key", "hunter2"));
    values.put("auth", Map.of("bearer", new Secret("hunter2")));
    values.put("sign", Map.of("standard_webhooks", new Secret(KEY)));

    OutgoingRequest shown = request(values, stock("A", 5));

    assertThat(shown.toString()).doesNotContain("hunter2", KEY);
    assertThat(shown.url()).isEqualTo("https://shop.example/api?key=***&x=***");
    assertThat(shown.headers())
        .containsEntry("X-Api-Key", "***")
        .containsEntry("authorization", "***")
        .containsEntry("webhook-signature", "***")
        .containsEntry("content-type", "application/json");
  }

  @Test
  void batchIsOneRequest() {
    OutgoingRequest shown =
        request(Map.of("url", "http://shop.example/"), stock("A", 5), stock("B", 6));

    assertThat(new String(shown.body(), StandardCharsets.UTF_8))
        .startsWith("{\"updates\":[{")
        .contains("\"sku\":\"A\"", "\"sku\":\"B\"");
    assertThat(shown.headers()).containsEntry("idempotency-key", "c_1");
  }

  @Test
  void whatIsNotSentSaysWhy() {
    assertThat(preview(Map.of("url", "http://shop.example/{sku}"), stock("..", 5)))
        .isEqualTo(new CallPreview.Refused(CallWriter.NO_PATH_SEGMENT));
    assertThat(preview(Map.of("url", "unset"), stock("A", 5)))
        .isEqualTo(
            new CallPreview.Refused(
                "its url is not known here: must begin with https:// or http://"));
    Map<String, Object> price = Map.of("url", "http://shop.example/", "body", Map.of());
    assertThat(preview(Map.of("requests", Map.of("price", price)), stock("A", 5)))
        .isEqualTo(new CallPreview.Refused("requests says nothing for stock"));
  }
}
