package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.channel.Why;
import io.sluice.gateway.operations.SkuView;
import io.sluice.source.Change;
import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What is known of a SKU, for people. */
final class SkuFacts {
  /** A key of a channel that keeps the latest has one for each facet. */
  private static final int DEAD_LETTERS = 16;

  private SkuFacts() {}

  static List<SkuView.FactView> facts(CatalogEntry entry) {
    return entry.facts().stream().map(SkuFacts::fact).toList();
  }

  private static SkuView.FactView fact(Fact fact) {
    return new SkuView.FactView(
        fact.facet().name().toLowerCase(Locale.ROOT),
        fact.part(),
        fact.source(),
        Long.toString(fact.version()),
        fact.position(),
        value(fact.value()));
  }

  private static String value(FactValue value) {
    if (value instanceof FactValue.Quantity quantity) {
      return Long.toString(quantity.quantity());
    } else if (value instanceof FactValue.Prices prices) {
      return price(prices.newestFirst().get(0));
    }
    return value instanceof FactValue.Discontinued ? "\"discontinued\"" : "\"content\"";
  }

  private static String price(Change.Price price) {
    return price.amount() == null
        ? "null"
        : "\"" + price.amount().toPlainString() + " " + price.currency() + "\"";
  }

  /** With the answer that a dead letter got, which only the store has. Blocks. */
  static List<SkuView.DeliveryView> whyDead(
      Store store, String sku, List<SkuView.DeliveryView> deliveries) {
    return deliveries.stream()
        .map(each -> each.state().equals("dead") ? each.because(whyDead(store, sku, each)) : each)
        .toList();
  }

  private static @Nullable String whyDead(Store store, String sku, SkuView.DeliveryView delivery) {
    return store.heldOf(delivery.channel(), sku, Why.DEAD.code(), DEAD_LETTERS).stream()
        .filter(row -> row.part().equals(delivery.facet()))
        .reduce((older, newer) -> newer)
        .map(row -> row.code() == null ? row.reason() : row.code() + ": " + row.reason())
        .orElse(null);
  }

  /** Blocks. */
  static List<SkuView.EventView> history(Store store, String sku, int limit) {
    return store.history(sku, Long.MAX_VALUE, limit).stream().map(SkuFacts::event).toList();
  }

  private static SkuView.EventView event(JournalRow row) {
    return new SkuView.EventView(
        row.position(),
        row.eventId(),
        row.source(),
        row.part(),
        Long.toString(row.version()),
        Decision.of(row.decision()).toString(),
        Instant.ofEpochMilli(row.receivedAtMs()));
  }
}
