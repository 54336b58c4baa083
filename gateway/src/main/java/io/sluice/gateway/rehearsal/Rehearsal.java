package io.sluice.gateway.rehearsal;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.render.Content;
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
  private final Map<String, Content> contents = new HashMap<>();
  private long position;

  public Rehearsal(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  /** Like an event, at a time before everything. */
  public void say(String sku, Change change) {
    position++;
    ProductEvent event =
        new ProductEvent(
            "rehearsal-" + position, "/rehearsal", "", sku, null, position, change, NOTHING, 0);
    take(new JournaledEvent(position, "rehearsal", 0, position, Decision.NEW, 0, event));
  }

  /**
   * @param event decided as {@link Decision#NEW}
   */
  void take(JournaledEvent event) {
    ProductEvent product = event.event();
    if (product.change() instanceof Change.Product change) {
      contents.put(product.sku(), new Content(event.position(), change.data()));
    }
    catalog.apply(event);
  }

  Catalog catalog() {
    return catalog;
  }

  @Nullable Content content(String sku) {
    return contents.get(sku);
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
    if (entry == null) {
      return null;
    }
    Content content = contents.get(sku);
    ProductFacts product = content == null ? null : content.facts(vocabulary);
    return rules.render(facet, entry, product, catalog::find, now.toEpochMilli(), trace);
  }
}
