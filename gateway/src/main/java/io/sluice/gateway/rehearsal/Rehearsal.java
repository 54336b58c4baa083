package io.sluice.gateway.rehearsal;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.ProductFacts;
import io.sluice.gateway.rules.RuleResult;
import io.sluice.gateway.rules.Trace;
import io.sluice.gateway.rules.Vocabulary;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import io.sluice.source.ProductEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Facts that somebody says, and what a channel's rules make of them. Used by one thread. */
public final class Rehearsal {
  private static final byte[] NOTHING = {};

  private final Vocabulary vocabulary;
  private final Catalog catalog = new Catalog();
  private final Map<String, ProductFacts> products = new HashMap<>();
  private long position;

  public Rehearsal(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Like an event, at a time before everything. */
  public void say(String sku, Change change) {
    position++;
    if (change instanceof Change.Product product) {
      products.put(sku, vocabulary.product(product.data()));
    }
    ProductEvent event =
        new ProductEvent(
            "rehearsal-" + position, "/rehearsal", "", sku, null, position, change, NOTHING, 0);
    catalog.apply(new JournaledEvent(position, "rehearsal", 0, position, Decision.NEW, 0, event));
  }

  /**
   * What a channel shows of a facet.
   *
   * @param trace where the steps are written down, or null
   * @return empty where nothing was said of the SKU
   */
  public @Nullable RuleResult show(
      ChannelRules rules, String sku, Facet facet, Instant now, @Nullable Trace trace) {
    CatalogEntry entry = catalog.find(sku);
    return entry == null
        ? null
        : rules.render(facet, entry, products.get(sku), catalog::find, now.toEpochMilli(), trace);
  }
}
