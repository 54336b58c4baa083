package io.sluice.gateway.api;

import java.util.HashMap;
import java.util.Map;

/** How much each has at the moment. Whoever has nothing takes no room. Owned by one context. */
final class Tally {
  private final Map<String, Long> counts = new HashMap<>();

  long of(String name) {
    return counts.getOrDefault(name, 0L);
  }

  void add(String name, long amount) {
    counts.merge(name, amount, (before, more) -> before + more == 0 ? null : before + more);
  }
}
