package io.sluice.gateway.rules;

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
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A catalog of a test: says facts of SKUs and renders them for a channel. */
final class SaidFacts implements Neighbours {
  static final String SKU = "SKU-0123";
  private final Vocabulary vocabulary;
  private final Catalog catalog = new Catalog();
  private final Map<String, ProductFacts> products = new HashMap<>();
  private long position;
  private long nowMs = 1_000;

  SaidFacts(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  SaidFacts at(Instant now) {
    nowMs = now.toEpochMilli();
    return this;
  }

  SaidFacts at(long ms) {
    nowMs = ms;
    return this;
  }

  SaidFacts stock(String warehouse, long quantity) {
    return stockOf(SKU, warehouse, quantity);
  }

  SaidFacts stockOf(String sku, String warehouse, long quantity) {
    return apply(sku, new Change.Stock(warehouse, quantity));
  }

  SaidFacts price(String list, String amount) {
    return price(list, new BigDecimal(amount), null, null, null, null);
  }

  SaidFacts priceWithCost(String list, String amount, String cost) {
    return price(list, new BigDecimal(amount), new BigDecimal(cost), null, null, null);
  }

  SaidFacts withdrawn(String list) {
    return price(list, null, null, null, null, null);
  }

  SaidFacts price(
      String list,
      @Nullable BigDecimal amount,
      @Nullable BigDecimal cost,
      @Nullable BigDecimal compareAt,
      @Nullable Instant from,
      @Nullable Instant until) {
    return apply(SKU, new Change.Price(list, amount, "EUR", cost, compareAt, from, until));
  }

  SaidFacts product(String json) {
    return productOf(SKU, json);
  }

  SaidFacts productOf(String sku, String json) {
    byte[] data = json.getBytes(StandardCharsets.UTF_8);
    products.put(sku, vocabulary.product(data));
    return apply(sku, new Change.Product(data));
  }

  SaidFacts discontinued(String sku) {
    return apply(sku, new Change.Discontinued());
  }

  SaidFacts apply(String sku, Change change) {
    position++;
    ProductEvent event =
        new ProductEvent("e" + position, "/erp", "t", sku, null, 1, change, new byte[0], position);
    catalog.apply(new JournaledEvent(position, "erp", 0, position, Decision.NEW, 1_000, event));
    return this;
  }

  long position() {
    return position;
  }

  @Override
  public @Nullable CatalogEntry find(String sku) {
    return catalog.find(sku);
  }

  long positionOf(String sku, ChannelRules rules, Facet facet) {
    CatalogEntry entry = catalog.find(sku);
    if (entry == null) {
      throw new IllegalStateException("nothing said of " + sku);
    }
    return rules.position(facet, entry, this);
  }

  OptionalLong stockAtMost(ChannelRules rules) {
    return rules.stockAtMost(find(SKU), this);
  }

  RuleResult render(ChannelRules rules, Facet facet) {
    return render(rules, SKU, facet, null);
  }

  RuleResult render(ChannelRules rules, String sku, Facet facet, @Nullable Trace trace) {
    CatalogEntry entry = catalog.find(sku);
    if (entry == null) {
      throw new IllegalStateException("nothing said of " + sku);
    }
    return rules.render(facet, entry, products.get(sku), this, nowMs, trace);
  }

  /** As it is before the content was read. */
  RuleResult renderWithoutContent(ChannelRules rules, Facet facet) {
    CatalogEntry entry = catalog.find(SKU);
    if (entry == null) {
      throw new IllegalStateException("nothing said of " + SKU);
    }
    return rules.render(facet, entry, null, this, nowMs, null);
  }

  RuleResult.Shown shown(ChannelRules rules, Facet facet) {
    RuleResult result = render(rules, facet);
    if (result instanceof RuleResult.Shown shown) {
      return shown;
    }
    throw new AssertionError("not shown: " + result);
  }

  long shownStock(ChannelRules rules) {
    return ((ChannelValue.Stock) shown(rules, Facet.STOCK).value()).quantity();
  }

  ChannelValue.Price shownPrice(ChannelRules rules) {
    return (ChannelValue.Price) shown(rules, Facet.PRICE).value();
  }

  Map<String, Object> shownFields(ChannelRules rules) {
    return ((ChannelValue.Fields) shown(rules, Facet.PRODUCT).value()).values();
  }
}
