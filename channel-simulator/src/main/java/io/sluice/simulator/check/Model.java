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

  private final Set<Long> excused;

  public Model(Collection<Published> published) {
    this(published, Set.of());
  }

  /**
   * @param excused numbers of events that one channel need not get: dead letters, discarded by a
   *     person, folded into a newer value
   */
  public Model(Collection<Published> published, Set<Long> excused) {
    this.excused = Set.copyOf(excused);
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

  boolean isOwed(Published event) {
    return !excused.contains(event.number());
  }

  /** Everything that anybody spoke of. */
  Set<FactKey> parts() {
    return newest.keySet();
  }

  /** For channels that get each event by itself. */
  Map<FactKey, String> perPart() {
    Map<FactKey, String> values = new HashMap<>();
    newest.forEach(
        (key, event) -> {
          if (isOwed(event)) {
            values.put(key, event.value());
          }
        });
    return values;
  }

  /**
   * For channels that get a facet as a whole: stock is the sum over the warehouses, prices stand
   * side by side, and the part is named only where there is one. A facet with a newest value that
   * is excused is left out.
   */
  Map<FactKey, String> perFacet() {
    Map<FactKey, TreeMap<String, String>> parts = new HashMap<>();
    newest.forEach(
        (key, event) ->
            parts
                .computeIfAbsent(key.whole(), first -> new TreeMap<>())
                .put(key.part(), event.value()));
    Map<FactKey, String> values = new HashMap<>();
    Set<FactKey> excusedWholes =
        newest.values().stream()
            .filter(event -> !isOwed(event))
            .map(event -> event.key().whole())
            .collect(Collectors.toSet());
    parts.keySet().removeAll(excusedWholes);
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
