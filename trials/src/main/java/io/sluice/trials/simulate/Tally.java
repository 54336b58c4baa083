package io.sluice.trials.simulate;

import java.util.Map;
import java.util.TreeMap;

/** How often what happened, by name. */
final class Tally {
  private final Map<String, Long> counts = new TreeMap<>();

  void count(String kind) {
    counts.merge(kind, 1L, Long::sum);
  }

  void addAll(Map<String, Long> others) {
    others.forEach((kind, count) -> counts.merge(kind, count, Long::sum));
  }

  Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  long of(String kind) {
    return counts.getOrDefault(kind, 0L);
  }
}
