package io.sluice.adapter.http;

import static io.sluice.adapter.http.HttpFixture.stock;
import static io.sluice.adapter.http.HttpFixture.update;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Value;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Bodies, byte for byte. */
class EnvelopeTest {
  private static final String HEAD =
      "\"revision\":7,\"version\":\"991\",\"source\":\"pim\","
          + "\"occurredAt\":\"2026-11-20T11:59:58Z\",";

  private static String body(boolean cloudEvents, boolean batched, ChannelUpdate... updates) {
    byte[] body =
        new BodyWriter(cloudEvents, batched).write(new ChannelCall("call", List.of(updates)));
    return new String(body, StandardCharsets.UTF_8);
  }

  private static String valueOf(Facet facet, Value value) {
    String body = body(false, false, update("S", facet, value));
    return body.substring(body.indexOf(HEAD) + HEAD.length(), body.length() - 1);
  }

  private static Value.ListPrice price(String list, String amount) {
    return new Value.ListPrice(list, new BigDecimal(amount), "EUR", null, null, null);
  }

  @Test
  void stockOfOneWarehouse() {
    assertThat(body(false, false, stock("SKU-1", 42)))
        .isEqualTo(
            "{\"id\":\"id-SKU1\",\"sku\":\"SKU-1\",\"facet\":\"stock\","
                + HEAD
                + "\"stock\":{\"quantity\":42,\"warehouse\":\"BER\"}}");
  }

  @Test
  void timeThatNobodySaidIsLeftOut() {
    ChannelUpdate untimed =
        new ChannelUpdate(
            "i",
            "S",
            Facet.PRODUCT,
            Long.MAX_VALUE,
            "",
            "pim",
            null,
            new Value.Discontinued(),
            Listed.YES,
            null);
    assertThat(body(false, false, untimed))
        .isEqualTo(
            "{\"id\":\"i\",\"sku\":\"S\",\"facet\":\"product\",\"revision\":9223372036854775807,"
                + "\"version\":\"\",\"source\":\"pim\",\"product\":{\"discontinued\":true}}");
  }

  @Test
  void stockOfSeveralWarehousesIsTheSumAndEachSorted() {
    assertThat(valueOf(Facet.STOCK, new Value.Stock(12, Map.of("HAM", 2L, "BER", 10L))))
        .isEqualTo("\"stock\":{\"quantity\":12,\"warehouses\":{\"BER\":10,\"HAM\":2}}");
  }

  @Test
  void priceIsATextWithAllItsDigits() {
    assertThat(valueOf(Facet.PRICE, new Value.Price(List.of(price("retail", "1E+3")))))
        .isEqualTo("\"price\":{\"amount\":\"1000\",\"currency\":\"EUR\",\"list\":\"retail\"}");
    assertThat(valueOf(Facet.PRICE, new Value.Price(List.of(price("retail", "19.90")))))
        .contains("\"amount\":\"19.90\"");
  }

  @Test
  void priceWithEverythingAround() {
    Value.ListPrice full =
        new Value.ListPrice(
            "outlet",
            new BigDecimal("9.99"),
            "EUR",
            new BigDecimal("14.99"),
            Instant.parse("2026-11-27T00:00:00Z"),
            Instant.parse("2026-12-01T00:00:00Z"));
    assertThat(valueOf(Facet.PRICE, new Value.Price(List.of(full))))
        .isEqualTo(
            "\"price\":{\"amount\":\"9.99\",\"currency\":\"EUR\",\"list\":\"outlet\","
                + "\"compare_at\":\"14.99\",\"valid_from\":\"2026-11-27T00:00:00Z\","
                + "\"valid_until\":\"2026-12-01T00:00:00Z\"}");
  }

  @Test
  void priceWithWindows() {
    Value.Window sale =
        new Value.Window(
            new BigDecimal("12.00"),
            new BigDecimal("17.00"),
            Instant.parse("2026-11-26T23:00:00Z"),
            Instant.parse("2026-11-30T23:00:00Z"));
    Value.Window forGood =
        new Value.Window(
            new BigDecimal("18.00"), null, Instant.parse("2026-12-31T23:00:00Z"), null);
    Value.ListPrice price =
        new Value.ListPrice(
            "retail", new BigDecimal("17.00"), "EUR", null, null, null, List.of(sale, forGood));

    assertThat(valueOf(Facet.PRICE, new Value.Price(List.of(price))))
        .isEqualTo(
            "\"price\":{\"amount\":\"17.00\",\"currency\":\"EUR\",\"list\":\"retail\",\"windows\":["
                + "{\"amount\":\"12.00\",\"compare_at\":\"17.00\","
                + "\"valid_from\":\"2026-11-26T23:00:00Z\",\"valid_until\":\"2026-11-30T23:00:00Z\"},"
                + "{\"amount\":\"18.00\",\"valid_from\":\"2026-12-31T23:00:00Z\"}]}");
    assertThat(price.amountAt(Instant.parse("2026-11-26T22:59:59Z"))).isEqualTo("17.00");
    assertThat(price.amountAt(Instant.parse("2026-11-26T23:00:00Z"))).isEqualTo("12.00");
    assertThat(price.amountAt(Instant.parse("2026-11-30T23:00:00Z"))).isEqualTo("17.00");
    assertThat(price.amountAt(Instant.parse("2030-01-01T00:00:00Z"))).isEqualTo("18.00");
  }

  @Test
  void withdrawnPriceIsNull() {
    Value.ListPrice withdrawn = new Value.ListPrice("retail", null, null, null, null, null);
    assertThat(valueOf(Facet.PRICE, new Value.Price(List.of(withdrawn))))
        .isEqualTo("\"price\":{\"amount\":null,\"list\":\"retail\"}");
  }

  @Test
  void pricesOfSeveralLists() {
    Value.Price prices = new Value.Price(List.of(price("outlet", "9"), price("retail", "12")));
    assertThat(valueOf(Facet.PRICE, prices))
        .isEqualTo(
            "\"price\":{\"lists\":["
                + "{\"amount\":\"9\",\"currency\":\"EUR\",\"list\":\"outlet\"},"
                + "{\"amount\":\"12\",\"currency\":\"EUR\",\"list\":\"retail\"}]}");
  }

  @Test
  void productIsTakenAsItIs() {
    byte[] json = "{\"name\":\"Läufer\", \"n\":1.50}".getBytes(StandardCharsets.UTF_8);
    assertThat(valueOf(Facet.PRODUCT, new Value.Product(json)))
        .isEqualTo("\"product\":{\"name\":\"Läufer\", \"n\":1.50}");
  }

  @Test
  void batchIsAListEvenOfOne() {
    assertThat(body(false, true, stock("S", 1)))
        .startsWith("{\"updates\":[{\"id\":\"id-S\",")
        .endsWith("}]}");
    byte[] json = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(
            body(false, true, update("S", Facet.PRODUCT, new Value.Product(json)), stock("T", 1)))
        .contains("\"product\":{\"a\":1}},{\"id\":\"id-T\"");
  }

  @Test
  void hostileSkuIsEscaped() {
    assertThat(body(false, false, stock("a\"\r\n\u0000\\😀", 1)))
        .contains("\"sku\":\"a\\\"\\r\\n\\u0000\\\\😀\"");
  }

  @Test
  void halfACharacterStaysHalfACharacter() {
    assertThat(body(false, false, stock("half\ud800", 1))).contains("\"sku\":\"half\\uD800\"");
  }

  @Test
  void cloudEventGoesOutAsItCame() {
    byte[] event = "{\"specversion\":\"1.0\", \"id\":\"e1\"}".getBytes(StandardCharsets.UTF_8);
    ChannelUpdate plain = stock("S", 1);
    ChannelUpdate streamed =
        new ChannelUpdate(
            plain.id(),
            plain.sku(),
            plain.facet(),
            plain.revision(),
            plain.version(),
            plain.source(),
            plain.occurredAt(),
            plain.value(),
            plain.listed(),
            event);
    String text = new String(event, StandardCharsets.UTF_8);
    assertThat(body(true, false, streamed)).isEqualTo(text);
    assertThat(body(true, true, streamed, streamed)).isEqualTo("[" + text + "," + text + "]");
  }

  @Test
  void cloudEventIsMadeWhereThereIsNone() {
    String envelope = body(false, false, stock("S", 1));
    assertThat(body(true, false, stock("S", 1)))
        .isEqualTo(
            "{\"specversion\":\"1.0\",\"id\":\"id-S\",\"source\":\"/sluice/pim\","
                + "\"type\":\"sluice.stock.updated\",\"subject\":\"S\","
                + "\"time\":\"2026-11-20T11:59:58Z\",\"datacontenttype\":\"application/json\","
                + "\"data\":"
                + envelope
                + "}");
  }
}
