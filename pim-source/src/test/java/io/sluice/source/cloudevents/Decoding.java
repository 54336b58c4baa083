package io.sluice.source.cloudevents;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.Change;
import io.sluice.source.Decoded;
import io.sluice.source.ProductEvent;
import io.sluice.source.RawMessage;
import io.sluice.source.Refusal;
import io.sluice.source.RefusalCode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Messages to decode, and what should come of them. */
final class Decoding {
  static final String STOCK = "product.stock.changed";
  static final String PRICE = "product.price.changed";
  static final String UPDATED = "product.updated";

  private static final CloudEventsDecoder DECODER = new CloudEventsDecoder();

  private Decoding() {}

  static RawMessage structured(String json) {
    return structured(json.getBytes(StandardCharsets.UTF_8));
  }

  static RawMessage structured(byte[] json) {
    return new RawMessage(json, "application/cloudevents+json; charset=UTF-8", Map.of());
  }

  /** A complete event of this type around {@code data}. */
  static RawMessage event(String type, String data) {
    return structured(
        "{\"specversion\":\"1.0\",\"id\":\"e-1\",\"source\":\"/pim\",\"type\":\"%s\",\"data\":%s}"
            .formatted(type, data));
  }

  /** A stock event with one attribute more, or another one. */
  static RawMessage withAttributes(String attributes) {
    return structured("{" + attributes + ",\"data\":{\"sku\":\"A\",\"quantity\":1}}");
  }

  static ProductEvent decoded(RawMessage message) {
    Decoded decoded = DECODER.decode(message);
    assertThat(decoded).isInstanceOf(Decoded.Event.class);
    return ((Decoded.Event) decoded).event();
  }

  static Refusal refused(RawMessage message) {
    Decoded decoded = DECODER.decode(message);
    assertThat(decoded).isInstanceOf(Decoded.Refused.class);
    return ((Decoded.Refused) decoded).refusal();
  }

  static void assertRefused(RawMessage message, RefusalCode code, String path) {
    Refusal refusal = refused(message);
    assertThat(refusal.code()).as(refusal.message()).isEqualTo(code);
    assertThat(refusal.path()).as(refusal.message()).isEqualTo(path);
    assertThat(refusal.message()).isNotBlank().doesNotContainPattern("\\p{Cntrl}");
  }

  static Change.Stock stock(String data) {
    return (Change.Stock) decoded(event(STOCK, data)).change();
  }

  static Change.Price price(String data) {
    return (Change.Price) decoded(event(PRICE, data)).change();
  }
}
