package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Component;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.Keep;
import io.sluice.gateway.operations.EventTimelineView.ExplainedView;
import io.sluice.gateway.operations.FactsView;
import io.sluice.gateway.operations.FactsView.SaidView;
import io.sluice.gateway.operations.FactsView.ShownView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.rehearsal.Preview;
import io.sluice.gateway.rehearsal.Shown;
import io.sluice.gateway.render.Content;
import io.sluice.source.Facet;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the catalog knows, for a preview elsewhere: as events, and as the running rules show it. */
final class KnownFacts {
  /** Content may be replaced while it is looked up. */
  private static final int TRIES = 3;

  private final Supplier<Configuration> configuration;
  private final Catalog catalog;
  private final Contents contents;
  private final InstantSource clock;

  /**
   * @param configuration the one that runs at the moment
   */
  KnownFacts(
      Supplier<Configuration> configuration,
      Catalog catalog,
      Contents contents,
      InstantSource clock) {
    this.configuration = configuration;
    this.catalog = catalog;
    this.contents = contents;
    this.clock = clock;
  }

  /** SKUs spread evenly over all, in the order in which they came to be known. */
  List<String> sample(int atMost) {
    int size = catalog.size();
    int count = Math.min(size, atMost);
    List<String> skus = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      skus.add(catalog.get((int) ((long) i * size / count)).sku());
    }
    return skus;
  }

  /** Blocks. */
  FactsView of(String sku) {
    List<SaidView> facts = null;
    for (int attempt = 0; facts == null && attempt < TRIES; attempt++) {
      CatalogEntry entry = catalog.find(sku);
      if (entry == null) {
        throw new OperationException(Kind.NOT_FOUND, "no fact of SKU '" + sku + "' is known");
      }
      facts = events(entry);
    }
    if (facts == null) {
      throw new OperationException(Kind.UNAVAILABLE, "this SKU changes all the time: ask again");
    }
    return new FactsView(sku, facts, shown(sku, facts, clock.instant()));
  }

  /** What the running rules show of a SKU, and how it came about, by channel. Blocks. */
  Map<String, ExplainedView> explained(String sku) {
    CatalogEntry entry = catalog.find(sku);
    List<SaidView> facts = entry == null ? null : events(entry);
    Map<String, ExplainedView> explained = new LinkedHashMap<>();
    if (facts != null) {
      each(
          sku,
          facts,
          clock.instant(),
          (channel, shown) ->
              explained.put(
                  channel,
                  new ExplainedView(
                      shown.values(), shown.held(), shown.excluded(), shown.steps())));
    }
    return explained;
  }

  private @Nullable List<SaidView> events(CatalogEntry entry) {
    List<SaidView> own = FactEvents.of(entry, any -> true, fact -> content(entry.sku(), fact));
    if (own == null) {
      return null;
    }
    List<SaidView> all = new ArrayList<>(own);
    for (Component part : entry.components()) {
      CatalogEntry known = catalog.find(part.sku());
      if (known != null) {
        all.addAll(FactEvents.of(known, fact -> fact.facet() == Facet.STOCK, fact -> null));
      }
    }
    all.sort(Comparator.comparingLong(SaidView::position));
    return all;
  }

  private @Nullable Content content(String sku, Fact fact) {
    Content cached = contents.find(fact.position());
    return cached == null ? contents.load(sku, fact.position()).orElse(null) : cached;
  }

  private List<ShownView> shown(String sku, List<SaidView> facts, Instant now) {
    List<ShownView> views = new ArrayList<>();
    each(
        sku,
        facts,
        now,
        (channel, shown) ->
            views.add(new ShownView(channel, shown.values(), shown.held(), shown.excluded())));
    return views;
  }

  /** Of the channels that keep the latest, in the order of the file. */
  private void each(
      String sku, List<SaidView> facts, Instant now, BiConsumer<String, Shown> channel) {
    Configuration running = configuration.get();
    Previews previews = new Previews(running);
    Preview preview = previews.begin(0);
    facts.forEach(said -> previews.know(preview, said, sku));
    for (ChannelConfig each : running.channels()) {
      if (each.keep() == Keep.LATEST_PER_SKU) {
        channel.accept(each.id(), preview.products(Previews.plan(each), true, now).get(0).shown());
      }
    }
  }
}
