package io.sluice.adapter.shopify;

import io.sluice.adapter.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How a stock is spread over the shop's locations: every one of them gets a number, and all of them
 * together are the quantity that the rules decided on.
 */
final class StockPlan {
  private StockPlan() {}

  static Map<String, Long> of(ShopifySettings settings, Value.Stock stock) {
    Map<String, Long> plan = nothing(settings);
    long rest = stock.quantity();
    long sum = stock.warehouses().values().stream().mapToLong(each -> Math.max(0, each)).sum();
    // Where rules decided how many are shown, no warehouse can be said to have them.
    if (sum == stock.quantity()) {
      for (Map.Entry<String, Long> warehouse : stock.warehouses().entrySet()) {
        String location = settings.locations().get(warehouse.getKey());
        long there = Math.max(0, warehouse.getValue());
        if (location != null) {
          plan.merge(location, there, Long::sum);
          rest -= there;
        }
      }
    }
    String otherwise = settings.location();
    if (otherwise != null) {
      plan.merge(otherwise, rest, Long::sum);
    }
    return plan;
  }

  static Map<String, Long> nothing(ShopifySettings settings) {
    Map<String, Long> plan = new LinkedHashMap<>();
    settings.allLocations().forEach(location -> plan.put(location, 0L));
    return plan;
  }
}
