package io.sluice.simulator.check;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What channels should show once everything that was published has arrived. */
public final class Model {
  private final Map<Long, Published> byNumber = new LinkedHashMap<>();
  private final Map<FactKey, Published> newest = new HashMap<>();

  public Model(Collection<Published> published) {
    for (Published event : published) {
      byNumber.put(event.number(), event);
      newest.merge(event.key(), event, (a, b) -> a.number() > b.number() ? a : b);
    }
  }

  public Collection<Published> events() {
    return byNumber.values();
  }

  @Nullable Published find(long number) {
    return byNumber.get(number);
  }

  /** For channels that get each event by itself. */
  Map<FactKey, String> perPart() {
    Map<FactKey, String> values = new HashMap<>();
    newest.forEach((key, event) -> values.put(key, event.value()));
    return values;
  }

  /**
   * For channels that get a facet as a whole: stock is the sum over the warehouses, prices stand
   * side by side, and the part is named only where there is one.
   */
  Map<FactKey, String> perFacet() {
    Map<FactKey, TreeMap<String, String>> parts = new HashMap<>();
    newest.forEach(
        (key, event) ->
            parts
                .computeIfAbsent(key.whole(), first -> new TreeMap<>())
                .put(key.part(), event.value()));
    Map<FactKey, String> values = new HashMap<>();
    parts.forEach(
        (whole, each) -> {
          String part = each.size() == 1 ? each.firstKey() : "";
          values.put(new FactKey(whole.sku(), whole.facet(), part), shown(whole, each));
        });
    return values;
  }

  private static String shown(FactKey whole, SortedMap<String, String> parts) {
    if (!whole.facet().equals("stock")) {
      return parts.size() == 1 ? parts.get(parts.firstKey()) : sideBySide(parts);
    }
    return Long.toString(
        parts.values().stream().mapToLong(quantity -> Math.max(0, Long.parseLong(quantity))).sum());
  }

  private static String sideBySide(SortedMap<String, String> parts) {
    return parts.entrySet().stream()
        .map(part -> part.getKey() + " " + part.getValue())
        .collect(Collectors.joining(", "));
  }

  Set<FactKey> wholes() {
    Set<FactKey> wholes = new HashSet<>();
    newest.keySet().forEach(key -> wholes.add(key.whole()));
    return wholes;
  }
}
