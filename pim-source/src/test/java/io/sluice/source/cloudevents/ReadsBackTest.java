package io.sluice.source.cloudevents;

import static io.sluice.source.cloudevents.Decoding.decoded;
import static io.sluice.source.cloudevents.Decoding.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.ProductEvent;
import io.sluice.source.RawMessage;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the journal keeps is read by the same decoder, years later, to the same event. */
class ReadsBackTest {
  static Stream<RawMessage> messages() {
    Map<String, String> headers =
        Map.of(
            "ce-specversion", "1.0",
            "ce-id", "\"é\"\\",
            "ce-source", "/pim",
            "ce-type", "product.updated.v1",
            "ce-subject", "👟",
            "ce-time", "2026-01-31T23:59:60.123456789-05:30",
            "ce-sequence", "9223372036854775807",
            "ce-ext1", "<b>\u2028");
    byte[] data = "\n{\"name\":\"x\",\"deep\":[[{}]]}\n".getBytes(StandardCharsets.UTF_8);
    return Stream.of(
        new RawMessage(data, "application/json", headers),
        new RawMessage(data, null, headers),
        event(Decoding.STOCK, "{\"sku\":\"A\",\"quantity\":-3}"),
        event(Decoding.PRICE, "{\"sku\":\"A\",\"amount\":\"1.10\",\"currency\":\"EUR\"}"),
        event("product.discontinued", "{\"sku\":\"A\"}"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void anEventReadsBackEqual(RawMessage message) {
    ProductEvent event = decoded(message);

    ProductEvent again =
        decoded(new RawMessage(event.json(), "application/cloudevents+json", Map.of()));

    assertThat(again).usingRecursiveComparison().isEqualTo(event);
  }

  @Test
  void aRedeliveryHasTheSameDigest() {
    RawMessage message = event(Decoding.STOCK, "{\"sku\":\"A\",\"quantity\":1}");

    assertThat(decoded(message).digest()).isEqualTo(decoded(message).digest());
  }

  @Test
  void otherContentHasAnotherDigest() {
    long digest = decoded(event(Decoding.STOCK, "{\"sku\":\"A\",\"quantity\":1}")).digest();

    assertThat(
            Stream.of(
                event(Decoding.STOCK, "{\"sku\":\"A\",\"quantity\":2}"),
                event(Decoding.STOCK, "{\"sku\":\"B\",\"quantity\":1}"),
                event(Decoding.UPDATED, "{\"sku\":\"A\",\"quantity\":1}")))
        .extracting(message -> decoded(message).digest())
        .doesNotContain(digest)
        .doesNotHaveDuplicates();
  }

  @Test
  void theRestOfTheEnvelopeIsNoContent() {
    String json =
        "{\"specversion\":\"1.0\",\"id\":\"%s\",\"source\":\"s\",\"data\":{\"sku\":\"A\"},"
            + "\"type\":\"product.discontinued\"}";

    assertThat(decoded(Decoding.structured(json.formatted("1"))).digest())
        .isEqualTo(decoded(Decoding.structured(json.formatted("2"))).digest());
  }

  private static long content(String data) {
    return decoded(event(Decoding.UPDATED, data)).digest();
  }

  @Test
  void sameContentInOtherBytesHasTheSameDigest() {
    String data =
        "{\"sku\":\"A\",\"name\":\"M\u00fctze\",\"attributes\":{\"a\":1,\"b\":[1,\"x\"]}}";

    assertThat(
            content(
                "{ \"attributes\": {\"b\": [1.0, \"\\u0078\"], \"a\": 1e0, \"c\": null},"
                    + " \"name\": \"M\\u00fctze\", \"sku\": \"A\", \"brand\": null}"))
        .isEqualTo(content(data));
    assertThat(decoded(event("product.created", data)).digest()).isEqualTo(content(data));
  }

  @Test
  void otherValuesOfContentHaveAnotherDigest() {
    assertThat(
            Stream.of(
                "{\"sku\":\"A\",\"name\":\"x\"}",
                "{\"sku\":\"A\",\"brand\":\"x\"}",
                "{\"sku\":\"B\",\"name\":\"x\"}",
                "{\"sku\":\"A\",\"name\":\"x\",\"x\":{\"sku\":\"A\"}}",
                "{\"sku\":\"A\",\"name\":\"x\",\"x\":{\"sku\":\"B\"}}",
                "{\"sku\":\"A\",\"name\":\"x\",\"x\":[1,2]}",
                "{\"sku\":\"A\",\"name\":\"x\",\"x\":[2,1]}",
                "{\"sku\":\"A\",\"name\":\"x\",\"x\":[\"1\",\"2\"]}",
                "{\"sku\":\"A\",\"name\":\"x\",\"x\":[[1],2]}",
                "{\"sku\":\"A\",\"name\":\"x\",\"x\":[1,[2]]}",
                "{\"sku\":\"A\",\"name\":\"x\",\"x\":true}",
                "{\"sku\":\"A\",\"name\":\"x\",\"x\":\"true\"}",
                "{\"sku\":\"A\",\"name\":\"x\",\"x\":10}",
                "{\"sku\":\"A\",\"name\":\"x\",\"x\":1}",
                "{\"sku\":\"A\",\"name\":\"x\",\"x\":{}}",
                "{\"sku\":\"A\",\"name\":\"x\",\"x\":[]}"))
        .extracting(ReadsBackTest::content)
        .doesNotHaveDuplicates();
  }
}
