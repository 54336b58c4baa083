package io.sluice.source.cloudevents;

import static io.sluice.source.cloudevents.Decoding.decoded;
import static io.sluice.source.cloudevents.Decoding.price;
import static io.sluice.source.cloudevents.Decoding.stock;
import static io.sluice.source.cloudevents.Decoding.structured;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.Change;
import io.sluice.source.ProductEvent;
import io.sluice.source.RawMessage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructuredEventsTest {
  private static final String FULL_STOCK =
      """
      {"specversion": "1.0", "id": "e-1", "source": "/pim/de", "type": "product.stock.changed",
       "subject": "SKU-1", "time": "2026-01-31T12:00:00.5+01:00", "sequence": "42",
       "datacontenttype": "application/json", "traceparent": "00-ab-cd-01",
       "data": {"sku": "SKU-1", "warehouse": "BER", "quantity": 7, "shelf": {"row": 3}}}
      """;

  @Test
  void everyAttributeIsRead() {
    ProductEvent event = decoded(structured(FULL_STOCK));

    assertThat(event.id()).isEqualTo("e-1");
    assertThat(event.origin()).isEqualTo("/pim/de");
    assertThat(event.type()).isEqualTo("product.stock.changed");
    assertThat(event.sku()).isEqualTo("SKU-1");
    assertThat(event.time()).isEqualTo(Instant.parse("2026-01-31T11:00:00.5Z"));
    assertThat(event.sequence()).isEqualTo(42);
    assertThat(event.change()).isEqualTo(new Change.Stock("BER", 7));
  }

  @Test
  void theBytesAreKeptAsReceived() {
    byte[] body = FULL_STOCK.getBytes(StandardCharsets.UTF_8);

    assertThat(decoded(structured(body)).json()).isEqualTo(body);
  }

  @Test
  void attributesMayFollowTheData() {
    String json =
        """
        {"data":{"quantity":3,"sku":"A"},"type":"product.stock.changed",
         "source":"s","id":"1","specversion":"1.0"}""";

    assertThat(decoded(structured(json)).change()).isEqualTo(new Change.Stock("default", 3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/json;charset=utf-8", "text/json"})
  void plainJsonIsTakenForAStructuredEvent(String contentType) {
    byte[] body = FULL_STOCK.getBytes(StandardCharsets.UTF_8);

    assertThat(decoded(new RawMessage(body, contentType, Map.of())).sku()).isEqualTo("SKU-1");
  }

  @Test
  void aMessageWithoutContentTypeIsTakenForAStructuredEvent() {
    byte[] body = FULL_STOCK.getBytes(StandardCharsets.UTF_8);

    assertThat(decoded(new RawMessage(body, null, Map.of())).sku()).isEqualTo("SKU-1");
  }

  @Test
  void optionalAttributesMayBeMissingOrNull() {
    ProductEvent event =
        decoded(
            Decoding.withAttributes(
                """
                "specversion":"1.0","id":"1","source":"s","type":"product.stock.changed",
                "time":null,"subject":null,"sequence":null"""));

    assertThat(event.time()).isNull();
    assertThat(event.sequence()).isEqualTo(ProductEvent.NO_SEQUENCE);
  }

  @ParameterizedTest
  @CsvSource({"\"0\",0", "0,0", "\"9223372036854775807\",9223372036854775807", "17,17"})
  void aSequenceIsDigitsAsTextOrNumber(String written, long expected) {
    RawMessage message =
        Decoding.withAttributes(
            "\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"s\",\"sequence\":"
                + written
                + ",\"type\":\"product.stock.changed\"");

    assertThat(decoded(message).sequence()).isEqualTo(expected);
  }

  @Test
  void theFirstMajorVersionMayBeWrittenBehindTheType() {
    ProductEvent event =
        decoded(Decoding.event("product.stock.changed.v1", "{\"sku\":\"A\",\"quantity\":1}"));

    assertThat(event.type()).isEqualTo("product.stock.changed.v1");
    assertThat(event.change()).isEqualTo(new Change.Stock("default", 1));
  }

  @ParameterizedTest
  @CsvSource({
    "42.0,42",
    "4.2e1,42",
    "-3,-3",
    "0,0",
    "-0,0",
    "9223372036854775807,9223372036854775807"
  })
  void aQuantityIsAnyWholeNumber(String written, long expected) {
    assertThat(stock("{\"sku\":\"A\",\"quantity\":" + written + "}").quantity())
        .isEqualTo(expected);
  }

  @Test
  void aPriceHasAllItsFields() {
    Change.Price price =
        price(
            """
            {"sku":"A","list":"outlet","amount":"17.50","currency":"EUR","cost":9,
             "compare_at":"20.00","valid_from":"2026-01-01T00:00:00Z",
             "valid_until":"2026-02-01T00:00:00Z"}""");

    assertThat(price)
        .isEqualTo(
            new Change.Price(
                "outlet",
                new BigDecimal("17.5"),
                "EUR",
                new BigDecimal("9"),
                new BigDecimal("20"),
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2026-02-01T00:00:00Z")));
  }

  @Test
  void aPriceIsWithdrawnByNull() {
    Change.Price price = price("{\"sku\":\"A\",\"amount\":null}");

    assertThat(price).isEqualTo(new Change.Price("default", null, null, null, null, null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "17,17",
    "17.00,17",
    "1.7e1,17",
    "\"17.10\",17.1",
    "\"017\",17",
    "0,0",
    "0.000001,0.000001",
    "1e17,100000000000000000",
    "\"999999999999.999999\",999999999999.999999"
  })
  void anAmountIsExactWhetherTextOrNumber(String written, BigDecimal expected) {
    assertThat(price("{\"sku\":\"A\",\"currency\":\"EUR\",\"amount\":" + written + "}").amount())
        .isEqualTo(expected);
  }

  @Test
  void aProductKeepsItsDataByteForByte() {
    String data = "{ \"sku\":\"A\",  \"name\":\"Läufer\", \"season\":[{\"x\":null}] }";

    Change change = decoded(Decoding.event("product.created", data)).change();

    assertThat(new String(((Change.Product) change).data(), StandardCharsets.UTF_8))
        .isEqualTo(data);
  }

  @Test
  void aDiscontinuedProductNeedsNoMoreThanItsSubject() {
    String json =
        """
        {"specversion":"1.0","id":"1","source":"s","type":"product.discontinued","subject":"A"}""";

    ProductEvent event = decoded(structured(json));

    assertThat(event.sku()).isEqualTo("A");
    assertThat(event.change()).isEqualTo(new Change.Discontinued());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "👟-42",
        "مرحبا",
        "\u202Etxt.exe",
        "<script>alert(1)</script>",
        "A B/C?d=e&f#g",
        "' OR 1=1 --",
        "0123",
        "a\u00A0b"
      })
  void aSkuIsAnyTextWithoutControlCharacters(String sku) {
    assertThat(decoded(Decoding.event("product.discontinued", "{\"sku\":\"" + sku + "\"}")).sku())
        .isEqualTo(sku);
  }

  @Test
  void aSkuHasUpTo200CharactersWhateverTheirSize() {
    String sku = "👟".repeat(200);

    assertThat(decoded(Decoding.event("product.discontinued", "{\"sku\":\"" + sku + "\"}")).sku())
        .isEqualTo(sku);
  }
}
