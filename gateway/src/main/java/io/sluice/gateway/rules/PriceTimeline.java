package io.sluice.gateway.rules;

import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a channel shows of one SKU's price over all times that its facts, the sale and the freezes
 * speak of: all rules, evaluated once between each two dates. For one rendering.
 */
public final class PriceTimeline {
  private final ChannelRules rules;
  private final CatalogEntry entry;
  private final @Nullable ProductFacts product;
  private final Neighbours neighbours;
  private final List<PriceSpan> spans = new ArrayList<>();

  private PriceTimeline(
      ChannelRules rules,
      CatalogEntry entry,
      @Nullable ProductFacts product,
      Neighbours neighbours) {
    this.rules = rules;
    this.entry = entry;
    this.product = product;
    this.neighbours = neighbours;
  }

  /**
   * @param rules with a price
   * @param product as for {@link ChannelRules#render}
   * @return in the order of time and without gaps, each with another price than the one before;
   *     empty where no date has anything to do with it
   */
  public static List<PriceSpan> of(
      ChannelRules rules,
      CatalogEntry entry,
      @Nullable ProductFacts product,
      Neighbours neighbours) {
    PriceTimeline timeline = new PriceTimeline(rules, entry, product, neighbours);
    timeline.walk();
    return timeline.spans;
  }

  private void walk() {
    NavigableSet<Long> dates = dates();
    if (dates.isEmpty()) {
      return;
    }
    rules.freezes().all().stream()
        .filter(freeze -> freeze.hold().contains(Facet.PRICE))
        .forEach(freeze -> add(freeze.from(), freeze.until(), dates));
    long fromMs = Long.MIN_VALUE;
    for (long date : dates) {
      add(fromMs, date);
      fromMs = date;
    }
    add(fromMs, Long.MAX_VALUE);
  }

  private NavigableSet<Long> dates() {
    PriceRules price = rules.priceOrThrow();
    NavigableSet<Long> dates = new TreeSet<>();
    addDates(price.source(), dates);
    Sale sale = price.sale();
    if (sale != null && addDates(sale.source(), dates)) {
      add(sale.from(), sale.until(), dates);
    }
    return dates;
  }

  /** Whether the SKU has a price in that list. */
  private boolean addDates(PriceSource source, NavigableSet<Long> dates) {
    Fact fact = entry.find(Facet.PRICE, source.list().name());
    if (fact == null) {
      return false;
    }
    for (Change.Price each : ((FactValue.Prices) fact.value()).newestFirst()) {
      add(each.validFrom(), each.validUntil(), dates);
    }
    return true;
  }

  private static void add(
      @Nullable Instant from, @Nullable Instant until, NavigableSet<Long> dates) {
    if (from != null) {
      dates.add(from.toEpochMilli());
    }
    if (until != null) {
      dates.add(until.toEpochMilli());
    }
  }

  private void add(long fromMs, long untilMs) {
    long inIt = fromMs == Long.MIN_VALUE ? untilMs - 1 : fromMs;
    long atMs = rules.freezes().shownAtMs(Facet.PRICE, inIt);
    RuleResult result = rules.render(Facet.PRICE, entry, product, neighbours, atMs, null);
    ChannelValue.Price price =
        result instanceof RuleResult.Shown shown
                && shown.value() instanceof ChannelValue.Price found
            ? found
            : null;
    PriceSpan next = new PriceSpan(fromMs, untilMs, price, price != null && lasts(atMs));
    PriceSpan before = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    boolean same = before != null && Objects.equals(before.price(), price);
    if (same) {
      boolean lasts = before.lasts() || next.lasts();
      spans.set(spans.size() - 1, new PriceSpan(before.fromMs(), untilMs, price, lasts));
    } else {
      spans.add(next);
    }
  }

  private boolean lasts(long atMs) {
    SkuReading reading = new SkuReading(rules, entry, product, neighbours, atMs, null);
    return new PriceCalculation(rules.priceOrThrow(), reading).lasts();
  }
}
