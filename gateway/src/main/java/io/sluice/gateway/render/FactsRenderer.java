package io.sluice.gateway.render;

import io.sluice.adapter.Value;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import io.sluice.gateway.catalog.Prices;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Shows the facts as they are: stock as the sum over the warehouses, price as the one in force per
 * list, product as it came. Stateless.
 */
public final class FactsRenderer implements Renderer {
  private static final Map<Facet, Set<Facet>> ITSELF =
      Map.of(
          Facet.STOCK, Set.of(Facet.STOCK),
          Facet.PRICE, Set.of(Facet.PRICE),
          Facet.PRODUCT, Set.of(Facet.PRODUCT));

  @Override
  public Rendering render(CatalogEntry entry, Facet facet, @Nullable Content content, long nowMs) {
    List<Fact> facts = entry.of(facet);
    if (facts.isEmpty()) {
      return new Rendering.Nothing(0, Prices.FOR_EVER);
    }
    return switch (facet) {
      case STOCK -> stock(facts);
      case PRICE -> price(facts, nowMs);
      case PRODUCT -> product(facts.get(0), content);
    };
  }

  @Override
  public long position(CatalogEntry entry, Facet facet) {
    return entry.position(facet);
  }

  @Override
  public Set<Facet> changedBy(Facet facet) {
    return ITSELF.get(facet);
  }

  @Override
  public Set<Integer> changedWith(CatalogEntry entry, Facet facet) {
    return Set.of();
  }

  @Override
  public boolean changesWithTime(CatalogEntry entry, Facet facet) {
    return facet == Facet.PRICE;
  }

  @Override
  public long changesAtMs(CatalogEntry entry, Facet facet, long nowMs) {
    return facet == Facet.PRICE ? pricesChangeAtMs(entry, nowMs) : Prices.FOR_EVER;
  }

  /** Of all lists. */
  static long pricesChangeAtMs(CatalogEntry entry, long nowMs) {
    long next = Prices.FOR_EVER;
    for (Fact fact : entry.facts()) {
      if (fact.value() instanceof FactValue.Prices prices) {
        next = Math.min(next, Prices.changesAt(prices.newestFirst(), nowMs));
      }
    }
    return next;
  }

  @Override
  public long stockAtLeast(CatalogEntry entry) {
    return quantity(entry);
  }

  @Override
  public Rendering.@Nullable Ready lowered(CatalogEntry entry) {
    List<Fact> facts = entry.of(Facet.STOCK);
    return !facts.isEmpty() && stock(facts) instanceof Rendering.Ready known ? known : null;
  }

  @Override
  public boolean creates() {
    return true;
  }

  /** Renders a single event for a stream channel. */
  public static Value value(Change change) {
    if (change instanceof Change.Stock stock) {
      return new Value.Stock(stock.quantity(), Map.of(stock.warehouse(), stock.quantity()));
    } else if (change instanceof Change.Price price) {
      return new Value.Price(List.of(listPrice(price)));
    } else if (change instanceof Change.Product product) {
      return new Value.Product(product.data());
    }
    return new Value.Discontinued();
  }

  /** Renders one part's fact for a stream channel; a price whether in force or not. */
  public Rendering render(Fact fact, @Nullable Content content) {
    if (fact.value() instanceof FactValue.Quantity quantity) {
      Map<String, Long> one = Map.of(fact.part(), quantity.quantity());
      return ready(new Value.Stock(quantity.quantity(), one), fact, Prices.FOR_EVER);
    } else if (fact.value() instanceof FactValue.Prices prices) {
      Value.ListPrice newest = listPrice(prices.newestFirst().get(0));
      return ready(new Value.Price(List.of(newest)), fact, Prices.FOR_EVER);
    }
    return product(fact, content);
  }

  /** Sum over the warehouses as a channel shows it. */
  static long quantity(CatalogEntry entry) {
    long sum = 0;
    for (Fact fact : entry.facts()) {
      if (fact.value() instanceof FactValue.Quantity quantity) {
        sum = saturatedSum(sum, Math.max(0, quantity.quantity()));
      }
    }
    return sum;
  }

  private static Rendering stock(List<Fact> facts) {
    Map<String, Long> warehouses = new TreeMap<>();
    long sum = 0;
    for (Fact fact : facts) {
      long quantity = Math.max(0, ((FactValue.Quantity) fact.value()).quantity());
      warehouses.put(fact.part(), quantity);
      sum = saturatedSum(sum, quantity);
    }
    return ready(new Value.Stock(sum, warehouses), newest(facts), Prices.FOR_EVER);
  }

  private static long saturatedSum(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }

  private static Rendering price(List<Fact> facts, long nowMs) {
    List<Value.ListPrice> prices = new ArrayList<>(facts.size());
    long changesAt = Prices.FOR_EVER;
    for (Fact fact : facts) {
      List<Change.Price> known = ((FactValue.Prices) fact.value()).newestFirst();
      Change.Price current = Prices.current(known, nowMs);
      if (current != null) {
        prices.add(listPrice(current));
      }
      changesAt = Math.min(changesAt, Prices.changesAt(known, nowMs));
    }
    if (prices.isEmpty()) {
      return new Rendering.Nothing(newest(facts).position(), changesAt);
    }
    prices.sort(Comparator.comparing(Value.ListPrice::list));
    return ready(new Value.Price(prices), newest(facts), changesAt);
  }

  private static Rendering product(Fact fact, @Nullable Content content) {
    if (fact.value() instanceof FactValue.Discontinued) {
      return ready(new Value.Discontinued(), fact, Prices.FOR_EVER);
    }
    if (content == null) {
      return new Rendering.NeedsContent(fact.position());
    }
    Value value = new Value.Product(content.json());
    return new Rendering.Ready(
        value,
        Digests.of(value),
        content.position(),
        fact.source(),
        fact.version(),
        fact.occurredAtMs(),
        Prices.FOR_EVER,
        null,
        List.of());
  }

  private static Value.ListPrice listPrice(Change.Price price) {
    return new Value.ListPrice(
        price.list(),
        price.amount(),
        price.currency(),
        price.compareAt(),
        price.validFrom(),
        price.validUntil());
  }

  private static Fact newest(List<Fact> facts) {
    return facts.stream().max(Comparator.comparingLong(Fact::position)).orElseThrow();
  }

  private static Rendering ready(Value value, Fact newest, long changesAtMs) {
    return new Rendering.Ready(
        value,
        Digests.of(value),
        newest.position(),
        newest.source(),
        newest.version(),
        newest.occurredAtMs(),
        changesAtMs,
        null,
        List.of());
  }
}
