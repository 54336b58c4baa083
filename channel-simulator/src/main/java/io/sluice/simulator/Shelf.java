package io.sluice.simulator;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a channel shows now: what was applied last, and in its place what somebody changed by hand,
 * until the next update of the same. Remembers no more than those changes. Its owner guards it.
 */
final class Shelf {
  private static final Pattern PRICE = Pattern.compile("(-?[0-9.]+)(?: ([A-Z]{3}))?");
  private static final String DISCONTINUED = "discontinued";

  private final Map<String, Map<String, String>> edits = new HashMap<>();
  private final Set<String> lost = new HashSet<>();

  void applied(ReceivedUpdate update) {
    lost.remove(update.sku());
    Map<String, String> edited = edits.get(update.sku());
    if (edited != null) {
      edited.remove(update.facet());
    }
  }

  /**
   * Somebody changes it there.
   *
   * @param facet stock or price
   * @param value quantity, or amount and currency
   */
  void edit(String sku, String facet, String value) {
    edits.computeIfAbsent(sku, any -> new HashMap<>()).put(facet, value);
  }

  /** Somebody deletes it there. */
  void lose(String sku) {
    lost.add(sku);
  }

  /**
   * In the order of the SKUs.
   *
   * @param applied every key that anything was applied of
   */
  List<ShownProduct> products(Iterable<KeyState> applied) {
    Map<String, Map<String, KeyState>> newest = new TreeMap<>();
    for (KeyState key : applied) {
      newest
          .computeIfAbsent(key.sku(), any -> new HashMap<>())
          .merge(key.facet(), key, (a, b) -> a.revision() > b.revision() ? a : b);
    }
    edits.keySet().forEach(sku -> newest.computeIfAbsent(sku, any -> new HashMap<>()));
    return newest.entrySet().stream()
        .filter(each -> !lost.contains(each.getKey()))
        .map(each -> values(each.getKey(), each.getValue()))
        .filter(each -> !DISCONTINUED.equals(each.get("product")))
        .map(Shelf::product)
        .toList();
  }

  private Map<String, String> values(String sku, Map<String, KeyState> applied) {
    Map<String, String> values = new HashMap<>(Map.of("sku", sku));
    applied.forEach((facet, key) -> values.put(facet, key.value()));
    values.putAll(edits.getOrDefault(sku, Map.of()));
    return values;
  }

  private static ShownProduct product(Map<String, String> values) {
    Matcher price = PRICE.matcher(values.getOrDefault("price", ""));
    boolean one = price.matches();
    return new ShownProduct(
        values.getOrDefault("sku", ""),
        values.get("stock"),
        one ? price.group(1) : null,
        one ? currency(price) : null);
  }

  private static @Nullable String currency(Matcher price) {
    return price.group(2);
  }
}
