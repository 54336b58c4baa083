package io.sluice.gateway.rules;

import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Component;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.FactValue;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a channel's warehouses hold of a SKU, before any rule. A bundle without a stock of its own
 * has as many as its parts make up: the least of a part's sum / the quantity of it.
 *
 * @param quantity 0 or more; a warehouse below 0 counts as 0
 * @param position of the newest event in it
 * @param unknown why there is none, or null
 */
record WarehouseSum(long quantity, long position, @Nullable FacetResult unknown) {
  static WarehouseSum of(CatalogEntry entry, StockRules rules, Neighbours neighbours) {
    if (entry.isBundle()) {
      return bundle(entry.components(), rules, neighbours);
    }
    WarehouseSum own = sum(entry, rules);
    return own == null ? none(new FacetResult.None("no stock was received yet")) : own;
  }

  private static WarehouseSum none(FacetResult why) {
    return new WarehouseSum(0, 0, why);
  }

  private static @Nullable WarehouseSum sum(CatalogEntry entry, StockRules rules) {
    long sum = 0;
    long position = 0;
    List<Fact> facts = entry.facts();
    for (int i = 0; i < facts.size(); i++) {
      Fact fact = facts.get(i);
      if (fact.value() instanceof FactValue.Quantity quantity && rules.counts(fact.part())) {
        sum = saturated(sum, Math.max(0, quantity.quantity()));
        position = Math.max(position, fact.position());
      }
    }
    return position == 0 ? null : new WarehouseSum(sum, position, null);
  }

  private static WarehouseSum bundle(
      List<Component> components, StockRules rules, Neighbours neighbours) {
    // A part that is listed twice is needed twice.
    Map<String, Long> needed = new TreeMap<>();
    components.forEach(each -> needed.merge(each.sku(), each.quantity(), WarehouseSum::saturated));
    long least = Long.MAX_VALUE;
    long position = 0;
    for (Map.Entry<String, Long> part : needed.entrySet()) {
      CatalogEntry entry = neighbours.find(part.getKey());
      WarehouseSum sum = entry == null ? null : sum(entry, rules);
      if (sum == null) {
        return none(
            new FacetResult.Hold(
                HoldReason.INCOMPLETE,
                "no stock of %s, a part of this bundle, was received yet"
                    .formatted(part.getKey())));
      }
      least = Math.min(least, sum.quantity() / part.getValue());
      position = Math.max(position, sum.position());
    }
    return new WarehouseSum(least, position, null);
  }

  private static long saturated(long a, long b) {
    return a > Long.MAX_VALUE - b ? Long.MAX_VALUE : a + b;
  }
}
