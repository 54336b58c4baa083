package io.sluice.simulator.market;

import java.util.Map;
import java.util.TreeMap;

/** What a marketplace would count against its client, by what it is. Thread-safe. */
public final class Violations {
  private final Map<String, Integer> counts = new TreeMap<>();

  public synchronized void add(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** Empty where all is well. */
  public synchronized Map<String, Integer> counts() {
    return Map.copyOf(counts);
  }
}
