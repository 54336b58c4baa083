package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.Page;
import io.sluice.source.Facet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SkuPagesTest {
  private final Catalog catalog = new Catalog();

  private void put(String sku, FactValue value) {
    catalog.put(sku, new Fact(Facet.PRODUCT, "", "pim", 0, 1, 1, 1, 0, Fact.NEVER, value));
  }

  private List<String> all(@Nullable Boolean discontinued, int limit) {
    List<String> skus = new ArrayList<>();
    String cursor = null;
    do {
      Page<String> page = SkuPages.page(catalog, discontinued, null, cursor, limit);
      assertThat(page.items()).hasSizeLessThanOrEqualTo(limit);
      skus.addAll(page.items());
      cursor = page.next();
    } while (cursor != null);
    return skus;
  }

  @Test
  void everySkuStandsOnOnePageAlsoWhereFewMatch() {
    for (int i = 0; i < 50_000; i++) {
      put(
          "S" + i,
          i % 20_000 == 1 ? new FactValue.Discontinued() : new FactValue.Content(List.of()));
    }

    assertThat(all(null, 500)).hasSize(50_000).doesNotHaveDuplicates();
    assertThat(all(true, 500)).containsExactly("S1", "S20001", "S40001");
    assertThat(all(false, 7)).hasSize(49_997).doesNotContain("S1");
  }

  @Test
  void emptyCatalogHasOneEmptyPage() {
    assertThat(SkuPages.page(catalog, false, null, null, 10))
        .isEqualTo(new Page<>(List.of(), null));
  }

  @Test
  void cursorOfAnotherListIsRefused() {
    assertThatThrownBy(() -> SkuPages.page(catalog, null, null, "rules.x", 10))
        .isInstanceOf(OperationException.class)
        .hasMessageContaining("begin again without it");
  }

  @Test
  void thoseOfOneSourceAreThoseItSaidAnythingOf() {
    put("BOTH", new FactValue.Content(List.of()));
    put("PIM", new FactValue.Content(List.of()));
    for (String sku : List.of("BOTH", "ERP")) {
      FactValue stock = new FactValue.Quantity(3);
      catalog.put(sku, new Fact(Facet.STOCK, "", "erp", 0, 1, 1, 1, 0, Fact.NEVER, stock));
    }

    assertThat(SkuPages.page(catalog, null, "pim", null, 10).items())
        .containsExactly("BOTH", "PIM");
    assertThat(SkuPages.page(catalog, false, "erp", null, 10).items())
        .containsExactly("BOTH", "ERP");
    assertThat(SkuPages.page(catalog, true, "erp", null, 10).items()).isEmpty();
  }
}
