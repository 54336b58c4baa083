package io.sluice.gateway.render;

import io.sluice.adapter.Schedules;
import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.ChannelValue;
import io.sluice.gateway.rules.Neighbours;
import io.sluice.gateway.rules.PriceSpan;
import io.sluice.gateway.rules.PriceTimeline;
import io.sluice.gateway.rules.ProductFacts;
import io.sluice.gateway.rules.RuleResult;
import io.sluice.source.Facet;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shows what the merchant's rules make of the facts. */
public final class RulesRenderer implements Renderer {
  private final ChannelRules rules;
  private final Catalog catalog;
  private final Neighbours neighbours;
  private final Schedules schedules;
  private final FactsRenderer facts = new FactsRenderer();
  private final Map<Facet, Set<Facet>> changedBy = new EnumMap<>(Facet.class);

  /** For a channel that is sent each price when it begins to hold. */
  public RulesRenderer(ChannelRules rules, Catalog catalog) {
    this(rules, catalog, Schedules.NONE);
  }

  /**
   * @param schedules which prices with dates the channel takes ahead
   */
  public RulesRenderer(ChannelRules rules, Catalog catalog, Schedules schedules) {
    this.rules = rules;
    this.catalog = catalog;
    this.schedules = schedules;
    this.neighbours = catalog::find;
    for (Facet changed : Facet.values()) {
      Set<Facet> all = EnumSet.noneOf(Facet.class);
      for (Facet shown : Facet.values()) {
        if (rules.reads(shown).contains(changed)) {
          all.add(shown);
        }
      }
      changedBy.put(changed, all);
    }
  }

  @Override
  public Rendering render(CatalogEntry entry, Facet facet, @Nullable Content read, long nowMs) {
    // Before anything is read: another thread writes the catalog, and what is shown may be newer
    // than its position, never older.
    long position = position(entry, facet);
    // Older content is of no use: it would hide behind the position of a newer price or stock.
    boolean current = read != null && read.position() >= entry.position(Facet.PRODUCT);
    Content content = current ? read : null;
    ProductFacts product = content == null ? null : content.facts(rules.vocabulary());
    RuleResult result = rules.render(facet, entry, product, neighbours, nowMs, null);
    return rendering(entry, facet, result, content, position, nowMs);
  }

  private Rendering rendering(
      CatalogEntry entry,
      Facet facet,
      RuleResult result,
      @Nullable Content content,
      long position,
      long nowMs) {
    if (result instanceof RuleResult.Shown shown) {
      return shown(entry, facet, shown, content, position, nowMs);
    } else if (result instanceof RuleResult.Held held) {
      return held(entry, facet, held, content, position, nowMs);
    } else if (result instanceof RuleResult.Excluded excluded) {
      return leaving(entry, facet, excluded, position);
    } else if (result instanceof RuleResult.NeedsContent needed) {
      return new Rendering.NeedsContent(needed.position());
    }
    return new Rendering.Nothing(position, result.changesAtMs());
  }

  private Rendering held(
      CatalogEntry entry,
      Facet facet,
      RuleResult.Held held,
      @Nullable Content content,
      long position,
      long nowMs) {
    if (held.wanted() == null) {
      Rendering.Ready lowered = facet == Facet.STOCK ? lowered(entry, position) : null;
      return new Rendering.Held(
          held.reason(), held.text(), null, lowered, position, held.changesAtMs());
    }
    Rendering wanted = rendering(entry, facet, held.wanted(), content, position, nowMs);
    if (wanted instanceof Rendering.Ready || wanted instanceof Rendering.Leaving) {
      // The rules know how many there are, so a stock that falls falls to just that.
      Rendering.Ready lowered =
          facet == Facet.STOCK && wanted instanceof Rendering.Ready stock ? stock : null;
      long changesAtMs = Math.min(wanted.changesAtMs(), held.changesAtMs());
      return new Rendering.Held(held.reason(), held.text(), wanted, lowered, position, changesAtMs);
    }
    return wanted;
  }

  private Rendering shown(
      CatalogEntry entry,
      Facet facet,
      RuleResult.Shown shown,
      @Nullable Content content,
      long position,
      long nowMs) {
    if (shown.value() instanceof ChannelValue.AsReceived) {
      Rendering plain = facts.render(entry, facet, content, nowMs);
      // Time may also take the product away.
      long changesAtMs = Math.min(plain.changesAtMs(), shown.changesAtMs());
      if (plain instanceof Rendering.Ready ready) {
        return ready(entry, facet, ready.value(), shown.sku(), position, changesAtMs);
      }
      return plain instanceof Rendering.Nothing
          ? new Rendering.Nothing(position, changesAtMs)
          : plain;
    }
    PriceSchedule schedule = schedule(entry, facet, content, nowMs);
    if (schedule != null) {
      return ready(
          entry,
          facet,
          schedule.value(),
          shown.sku(),
          position,
          schedule.changesAtMs(),
          schedule.digest(),
          schedule.earlier());
    }
    Value value = value(shown.value());
    return ready(entry, facet, value, shown.sku(), position, shown.changesAtMs());
  }

  /**
   * Null where the price has no dates, or none is shown now, or the channel is told of none ahead.
   */
  private @Nullable PriceSchedule schedule(
      CatalogEntry entry, Facet facet, @Nullable Content content, long nowMs) {
    if (!actsOnDates(facet)) {
      return null;
    }
    ProductFacts product = content == null ? null : content.facts(rules.vocabulary());
    List<PriceSpan> spans = PriceTimeline.of(rules, entry, product, neighbours);
    return PriceSchedule.at(nowMs, rules.priceList(), spans, schedules);
  }

  @Override
  public boolean actsOnDates(Facet facet) {
    return facet == Facet.PRICE && schedules.any() && rules.hasPrice();
  }

  private Value value(ChannelValue value) {
    if (value instanceof ChannelValue.Stock stock) {
      return new Value.Stock(stock.quantity(), Map.of());
    } else if (value instanceof ChannelValue.Price price) {
      return new Value.Price(
          List.of(
              new Value.ListPrice(
                  rules.priceList(),
                  price.amount(),
                  price.currency(),
                  price.compareAt(),
                  null,
                  null)));
    }
    return new Value.Product(FieldsJson.write(((ChannelValue.Fields) value).values()));
  }

  /** Null where nobody knows how many there are, or what it is called there. */
  private Rendering.@Nullable Ready lowered(CatalogEntry entry, long position) {
    String sku = rules.channelSku(entry);
    OptionalLong atMost = rules.stockAtMost(entry, neighbours);
    return sku == null || atMost.isEmpty()
        ? null
        : ready(
            entry,
            Facet.STOCK,
            new Value.Stock(atMost.getAsLong(), Map.of()),
            sku,
            position,
            Long.MAX_VALUE);
  }

  private Rendering leaving(
      CatalogEntry entry, Facet facet, RuleResult.Excluded excluded, long position) {
    String sku = excluded.sku();
    Assortment.Then then = excluded.then();
    if (sku != null && facet == Facet.STOCK && then == Assortment.Then.OUT_OF_STOCK) {
      Value none = new Value.Stock(0, Map.of());
      return new Rendering.Leaving(
          ready(entry, facet, none, sku, position, excluded.changesAtMs()));
    } else if (sku != null && facet == Facet.PRODUCT && then == Assortment.Then.DELIST) {
      Value end = new Value.Discontinued();
      return new Rendering.Leaving(ready(entry, facet, end, sku, position, excluded.changesAtMs()));
    }
    return new Rendering.Nothing(position, excluded.changesAtMs());
  }

  private Rendering.Ready ready(
      CatalogEntry entry,
      Facet facet,
      Value value,
      String channelSku,
      long position,
      long changesAtMs) {
    return ready(
        entry, facet, value, channelSku, position, changesAtMs, Digests.of(value), List.of());
  }

  private static Rendering.Ready ready(
      CatalogEntry entry,
      Facet facet,
      Value value,
      String channelSku,
      long position,
      long changesAtMs,
      long digest,
      List<Long> earlier) {
    boolean renamed = !channelSku.equals(entry.sku());
    Fact newest = newest(entry, facet);
    return new Rendering.Ready(
        value,
        renamed ? Digests.renamed(digest, channelSku) : digest,
        position,
        newest.source(),
        newest.version(),
        newest.occurredAtMs(),
        changesAtMs,
        renamed ? channelSku : null,
        renamed
            ? earlier.stream().map(each -> Digests.renamed(each, channelSku)).toList()
            : earlier);
  }

  /** The fact that is shown, or for what has none of its own the newest of the SKU. */
  private static Fact newest(CatalogEntry entry, Facet facet) {
    List<Fact> own = entry.of(facet);
    return (own.isEmpty() ? entry.facts() : own)
        .stream().max(Comparator.comparingLong(Fact::position)).orElseThrow();
  }

  @Override
  public long position(CatalogEntry entry, Facet facet) {
    return rules.position(facet, entry, neighbours);
  }

  @Override
  public Set<Facet> changedBy(Facet facet) {
    return changedBy.getOrDefault(facet, Set.of());
  }

  @Override
  public Set<Integer> changedWith(CatalogEntry entry, Facet facet) {
    return facet == Facet.STOCK ? catalog.bundlesWith(entry.sku()) : Set.of();
  }

  @Override
  public boolean changesWithTime(CatalogEntry entry, Facet facet) {
    return rules.reads(facet).contains(Facet.PRICE)
        && (rules.hasSale() || entry.of(Facet.PRICE).stream().anyMatch(RulesRenderer::hasDates));
  }

  private static boolean hasDates(Fact price) {
    return ((FactValue.Prices) price.value())
        .newestFirst().stream()
            .anyMatch(each -> each.validFrom() != null || each.validUntil() != null);
  }

  @Override
  public long changesAtMs(CatalogEntry entry, Facet facet, long nowMs) {
    PriceSchedule schedule = schedule(entry, facet, null, nowMs);
    if (schedule != null) {
      return schedule.changesAtMs();
    }
    return rules.reads(facet).contains(Facet.PRICE)
        ? Math.min(rules.saleChangesAtMs(nowMs), FactsRenderer.pricesChangeAtMs(entry, nowMs))
        : Long.MAX_VALUE;
  }

  @Override
  public long stockAtLeast(CatalogEntry entry) {
    return rules.stockAtLeast(entry, neighbours);
  }

  @Override
  public Rendering.@Nullable Ready lowered(CatalogEntry entry) {
    return lowered(entry, position(entry, Facet.STOCK));
  }

  @Override
  public @Nullable String ourSku(String channelSku) {
    return rules.ourSku(channelSku);
  }

  @Override
  public boolean creates() {
    return rules.assortment().create();
  }
}
