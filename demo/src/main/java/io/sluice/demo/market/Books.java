package io.sluice.demo.market;

import io.sluice.demo.shop.Catalogue;
import io.sluice.demo.shop.Product;
import io.sluice.demo.shop.Variant;
import io.sluice.simulator.pim.PimEvent;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the shop has said last, kept by itself and by nothing of the gateway. Not thread-safe. */
public final class Books {
  private final Catalogue catalogue;
  private final Map<String, Map<String, Long>> stock = new HashMap<>();
  private final Map<String, Map<String, Long>> cents = new HashMap<>();
  private final Set<String> discontinued = new HashSet<>();

  public Books(Catalogue catalogue) {
    this.catalogue = catalogue;
  }

  /** In the order in which they are said. */
  public void said(PimEvent event) {
    String sku = event.key().sku();
    String part = event.key().part();
    switch (event.key().facet()) {
      case "stock" -> of(stock, sku).put(part, Long.valueOf(event.value()));
      case "price" -> of(cents, sku).put(part, cents(event.value()));
      default -> discontinued.remove(sku);
    }
  }

  /** Said after everything else of it. */
  public void discontinued(String sku) {
    discontinued.add(sku);
  }

  private static Map<String, Long> of(Map<String, Map<String, Long>> all, String sku) {
    return all.computeIfAbsent(sku, any -> new HashMap<>());
  }

  /** Of an amount with its currency. */
  private static long cents(String value) {
    return new BigDecimal(value.split(" ", 2)[0]).movePointRight(2).longValueExact();
  }

  List<Article> articles() {
    return catalogue.products().stream()
        .flatMap(product -> product.variants().stream().map(each -> article(product, each)))
        .toList();
  }

  private Article article(Product product, Variant variant) {
    String sku = variant.sku();
    return new Article(
        product, variant, of(stock, sku), of(cents, sku), discontinued.contains(sku));
  }
}
