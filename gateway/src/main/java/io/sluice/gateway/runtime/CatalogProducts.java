package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.channel.ChannelStatus;
import io.sluice.gateway.operations.EventTimelineView.ExplainedView;
import io.sluice.gateway.operations.FactsView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.Page;
import io.sluice.gateway.operations.Products;
import io.sluice.gateway.operations.SkuView;
import io.sluice.source.Facet;
import io.sluice.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the catalog, the journal and the channels know of a SKU. Thread-safe. */
final class CatalogProducts implements Products {
  private static final int HISTORY = 50;

  private final Vertx vertx;
  private final Store store;
  private final Catalog catalog;
  private final KnownFacts known;
  private final RunningChannels running;
  private final NamedChannels named;
  private final ConfiguredSources sources;

  CatalogProducts(
      Vertx vertx,
      Store store,
      Catalog catalog,
      KnownFacts known,
      RunningChannels running,
      NamedChannels named,
      ConfiguredSources sources) {
    this.vertx = vertx;
    this.store = store;
    this.catalog = catalog;
    this.known = known;
    this.running = running;
    this.named = named;
    this.sources = sources;
  }

  @Override
  public Future<SkuView> sku(String sku) {
    CatalogEntry entry = catalog.find(sku);
    Future<List<SkuView.EventView>> history =
        vertx.executeBlocking(() -> SkuFacts.history(store, sku, HISTORY), false);
    Future<Map<String, ExplainedView>> explained =
        vertx.executeBlocking(() -> known.explained(sku), false);
    List<Future<List<SkuView.DeliveryView>>> deliveries = new ArrayList<>();
    if (entry != null) {
      for (String channel : running.names()) {
        deliveries.add(named.ask(channel, (core, now) -> deliveries(core, entry, now)));
      }
    }
    return Future.all(deliveries)
        .compose(any -> explained)
        .compose(any -> history)
        .compose(
            events -> {
              if (entry == null && events.isEmpty()) {
                return Future.failedFuture(
                    new OperationException(
                        Kind.NOT_FOUND, "no event ever named SKU '" + sku + "'"));
              }
              List<SkuView.DeliveryView> stand =
                  deliveries.stream().flatMap(each -> each.result().stream()).toList();
              return vertx
                  .executeBlocking(() -> SkuFacts.whyDead(store, sku, stand), false)
                  .map(
                      all ->
                          new SkuView(
                              sku,
                              entry == null ? List.of() : SkuFacts.facts(entry),
                              all,
                              explained.result(),
                              events));
            });
  }

  private static List<SkuView.DeliveryView> deliveries(
      Channel channel, CatalogEntry entry, long nowMs) {
    return Arrays.stream(Facet.values())
        .filter(facet -> entry.position(facet) > 0)
        .map(facet -> ChannelStatus.delivery(channel, entry, facet, nowMs))
        .toList();
  }

  @Override
  public Future<List<String>> sample(int atMost) {
    return Future.succeededFuture(known.sample(atMost));
  }

  @Override
  public Future<Page<String>> skus(
      @Nullable Boolean discontinued, @Nullable String source, @Nullable String cursor, int limit) {
    return (source == null ? Future.succeededFuture() : sources.get(source))
        .map(any -> SkuPages.page(catalog, discontinued, source, cursor, limit));
  }

  @Override
  public Future<FactsView> facts(String sku) {
    return vertx.executeBlocking(() -> known.of(sku), false);
  }
}
