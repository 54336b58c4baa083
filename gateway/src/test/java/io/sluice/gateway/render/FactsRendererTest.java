package io.sluice.gateway.render;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import io.sluice.source.ProductEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FactsRendererTest {
  private final FactsRenderer renderer = new FactsRenderer();
  private final Catalog catalog = new Catalog();
  private long position;

  private CatalogEntry apply(Change change) {
    position++;
    ProductEvent event =
        new ProductEvent("e" + position, "/erp", "t", "a", null, 1, change, new byte[0], position);
    return catalog.apply(
        new JournaledEvent(position, "erp", 0, position, Decision.NEW, 1_000, event));
  }

  private Rendering.Ready ready(CatalogEntry entry, Facet facet, long nowMs) {
    return (Rendering.Ready) renderer.render(entry, facet, null, nowMs);
  }

  @Test
  void stockIsTheSumOfTheWarehousesAndNegativeCountsAsNothing() {
    apply(new Change.Stock("BER", 7));
    CatalogEntry entry = apply(new Change.Stock("HAM", -3));

    Rendering.Ready stock = ready(entry, Facet.STOCK, 0);

    assertThat(stock.value()).isEqualTo(new Value.Stock(7, Map.of("BER", 7L, "HAM", 0L)));
    assertThat(stock.position()).isEqualTo(2);
    assertThat(FactsRenderer.quantity(entry)).isEqualTo(7);
  }

  @Test
  void hugeStocksDoNotOverflow() {
    apply(new Change.Stock("BER", Long.MAX_VALUE));
    CatalogEntry entry = apply(new Change.Stock("HAM", Long.MAX_VALUE));

    assertThat(FactsRenderer.quantity(entry)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aPriceNotYetInForceLeavesTheOneThatIsAndSaysWhenItChanges() {
    apply(price("10.00", null, null));
    CatalogEntry entry = apply(price("8.00", Instant.ofEpochMilli(5_000), null));

    Rendering.Ready before = ready(entry, Facet.PRICE, 4_999);
    Rendering.Ready after = ready(entry, Facet.PRICE, 5_000);

    assertThat(amount(before)).isEqualByComparingTo("10.00");
    assertThat(before.changesAtMs()).isEqualTo(5_000);
    assertThat(before.position()).isEqualTo(2);
    assertThat(amount(after)).isEqualByComparingTo("8.00");
    assertThat(after.changesAtMs()).isEqualTo(Long.MAX_VALUE);
    assertThat(after.digest()).isNotEqualTo(before.digest());
  }

  @Test
  void withNoPriceInForceThereIsNothingToSayUntilOneBegins() {
    CatalogEntry entry = apply(price("8.00", Instant.ofEpochMilli(5_000), null));

    assertThat(renderer.render(entry, Facet.PRICE, null, 0))
        .isEqualTo(new Rendering.Nothing(entry.position(Facet.PRICE), 5_000));
  }

  @Test
  void contentMustBeReadFirst() {
    CatalogEntry entry = apply(new Change.Product("{}".getBytes(StandardCharsets.UTF_8)));

    assertThat(renderer.render(entry, Facet.PRODUCT, null, 0))
        .isEqualTo(new Rendering.NeedsContent(1));
    assertThat(renderer.render(entry, Facet.STOCK, null, 0)).isInstanceOf(Rendering.Nothing.class);
  }

  private static BigDecimal amount(Rendering.Ready price) {
    return ((Value.Price) price.value()).prices().get(0).amount();
  }

  private static Change price(String amount, Instant from, Instant until) {
    return new Change.Price("default", new BigDecimal(amount), "EUR", null, null, from, until);
  }
}
