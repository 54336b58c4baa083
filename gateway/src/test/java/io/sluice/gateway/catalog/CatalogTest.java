package io.sluice.gateway.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.source.Change;
import io.sluice.source.Facet;
import io.sluice.source.ProductEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatalogTest {
  private static final byte[] NOTHING = {};
  private final Catalog catalog = new Catalog();

  private CatalogEntry apply(long position, String sku, Change change) {
    ProductEvent event =
        new ProductEvent("e" + position, "/erp", "t", sku, null, 1, change, NOTHING, position);
    return catalog.apply(
        new JournaledEvent(position, "erp", 2, position, Decision.NEW, 1_000, event));
  }

  private static Change price(String amount, Instant from, Instant until) {
    return new Change.Price("default", new BigDecimal(amount), "EUR", null, null, from, until);
  }

  @Test
  void aReplayThatOverlapsChangesNothing() {
    // Given
    apply(1, "a", new Change.Stock("BER", 1));
    CatalogEntry newest = apply(2, "a", new Change.Stock("BER", 2));

    // When
    apply(1, "a", new Change.Stock("BER", 1));

    // Then
    assertThat(catalog.find("a")).isEqualTo(newest);
  }

  @Test
  void aConfirmationThatAReplayRepeatsSaysNothingOfWhatCameAfterIt() {
    apply(5, "a", new Change.Stock("BER", 1));
    assertThat(confirm(10, "a", new Change.Stock("BER", 1)).find(Facet.STOCK, "BER").saidAtMs())
        .isEqualTo(2_000);
    CatalogEntry newest = apply(20, "a", new Change.Stock("BER", 2));

    assertThat(confirm(10, "a", new Change.Stock("BER", 1))).isNull();

    assertThat(catalog.find("a")).isEqualTo(newest);
  }

  /** By a file of after all that was applied. */
  private CatalogEntry confirm(long position, String sku, Change change) {
    Instant time = Instant.ofEpochMilli(2_000);
    ProductEvent event =
        new ProductEvent("c" + position, "/erp", "t", sku, time, 1, change, NOTHING, position);
    return catalog.confirm(
        new JournaledEvent(position, "erp", 2, -1, Decision.DUPLICATE, 3_000, event, true));
  }

  @Test
  void partsAreKeptApart() {
    apply(1, "a", new Change.Stock("BER", 7));
    CatalogEntry entry = apply(2, "a", new Change.Stock("HAM", 5));

    assertThat(entry.of(Facet.STOCK)).extracting(Fact::part).containsExactly("BER", "HAM");
    assertThat(entry.position(Facet.STOCK)).isEqualTo(2);
    assertThat(entry.position(Facet.PRICE)).isZero();
  }

  @Test
  void thousandsOfSkusKeepTheirIndex() {
    for (int i = 0; i < 10_000; i++) {
      apply(i + 1, "sku-" + i, new Change.Stock("BER", i));
    }

    assertThat(catalog.size()).isEqualTo(10_000);
    assertThat(catalog.get(9_999).sku()).isEqualTo("sku-9999");
    assertThat(catalog.find("sku-4096").index()).isEqualTo(4_096);
  }

  @Test
  void aPriceInForceWithoutEndReplacesAllEarlierOnes() {
    apply(1, "a", price("1.00", null, null));
    apply(2, "a", price("2.00", Instant.ofEpochMilli(9_000), null));
    CatalogEntry entry = apply(3, "a", price("3.00", null, null));

    FactValue.Prices prices = (FactValue.Prices) entry.of(Facet.PRICE).get(0).value();
    assertThat(prices.newestFirst()).extracting(Change.Price::amount).hasSize(1);
  }

  @Test
  void pricesAheadAreBounded() {
    CatalogEntry entry = apply(1, "a", price("1.00", null, null));
    for (int i = 2; i < 100; i++) {
      entry = apply(i, "a", price(i + ".00", Instant.ofEpochMilli(100_000 + i), null));
    }

    FactValue.Prices prices = (FactValue.Prices) entry.of(Facet.PRICE).get(0).value();
    assertThat(prices.newestFirst()).hasSizeLessThanOrEqualTo(9);
    assertThat(Prices.current(prices.newestFirst(), 1_000)).isNotNull();
  }

  @Test
  void untilIsNotIncludedAndFromIs() {
    Change.Price sale =
        (Change.Price) price("1.00", Instant.ofEpochMilli(10), Instant.ofEpochMilli(20));

    assertThat(Prices.inForce(sale, 9)).isFalse();
    assertThat(Prices.inForce(sale, 10)).isTrue();
    assertThat(Prices.inForce(sale, 19)).isTrue();
    assertThat(Prices.inForce(sale, 20)).isFalse();
    assertThat(Prices.changesAt(List.of(sale), 5)).isEqualTo(10);
    assertThat(Prices.changesAt(List.of(sale), 10)).isEqualTo(20);
    assertThat(Prices.changesAt(List.of(sale), 20)).isEqualTo(Prices.FOR_EVER);
  }

  @Test
  void factsSurviveTheirBytes() {
    apply(1, "a", new Change.Stock("BER", -7));
    apply(2, "a", price("1.10", Instant.ofEpochMilli(5_000), Instant.ofEpochMilli(9_000)));
    apply(3, "a", new Change.Price("b2b", null, null, null, null, null, null));
    CatalogEntry entry = apply(4, "a", new Change.Discontinued());

    for (Fact fact : entry.facts()) {
      assertThat(FactCodec.decode(FactCodec.encode(fact, NOTHING)).fact()).isEqualTo(fact);
    }
  }

  @Test
  void contentLiesBehindItsFact() {
    byte[] content = "{\"name\":\"ü\"}".getBytes(StandardCharsets.UTF_8);
    Fact fact = apply(1, "a", new Change.Product(content)).facts().get(0);

    FactCodec.Stored stored = FactCodec.decode(FactCodec.encode(fact, content));

    assertThat(stored.fact()).isEqualTo(fact);
    assertThat(stored.content()).isEqualTo(content);
  }

  @Test
  void aRowOfAnotherFormatIsRefused() {
    assertThatThrownBy(() -> FactCodec.decode(new byte[] {9}))
        .hasMessage("catalog row of unknown format 9");
  }

  private List<String> imported(long position, Change.Price price) {
    ProductEvent event =
        new ProductEvent("e" + position, "/file", "t", "a", null, 1, price, NOTHING, position);
    CatalogEntry entry =
        catalog.apply(
            new JournaledEvent(position, "erp", 2, position, Decision.NEW, 1_000, event, true));
    Fact fact = entry.of(Facet.PRICE).get(0);
    return ((FactValue.Prices) fact.value())
        .newestFirst().stream().map(each -> String.valueOf(each.amount())).toList();
  }

  @Test
  void priceOfAFileTakesThePlaceOfTheOneThatHoldsAndNotOfThoseAnnounced() {
    Instant soon = Instant.ofEpochMilli(2_000);
    Instant later = Instant.ofEpochMilli(3_000);
    apply(1, "a", price("10", null, null));
    apply(2, "a", price("9", soon, later));
    apply(3, "a", price("8", later, null));

    assertThat(imported(4, (Change.Price) price("11", null, null)))
        .as("newest first")
        .containsExactly("8", "9", "11");
    List<Change.Price> known =
        ((FactValue.Prices) catalog.find("a").of(Facet.PRICE).get(0).value()).newestFirst();
    assertThat(Prices.current(known, 1_000).amount()).isEqualByComparingTo("11");
    assertThat(Prices.current(known, 2_000).amount()).isEqualByComparingTo("9");
    assertThat(Prices.current(known, 3_000).amount()).isEqualByComparingTo("8");

    assertThat(imported(5, (Change.Price) price("7", null, soon)))
        .as("one with a time is like any other")
        .containsExactly("7", "8", "9", "11");
    apply(6, "a", price("12", null, null));
    assertThat(imported(7, (Change.Price) price("13", null, null))).containsExactly("13");
  }
}
