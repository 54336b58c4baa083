package io.sluice.gateway.channel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Refusals since the last success, by code: many of one code over many SKUs with no success between
 * speak of a wrong setting, not of wrong items.
 */
final class Evidence {
  static final int REFUSALS = 20;
  static final int SKUS = 10;

  private final Map<String, Integer> refusals = new HashMap<>();
  private final Map<String, Set<Integer>> skus = new HashMap<>();
  private final Map<String, Integer> calls = new HashMap<>();

  /**
   * @param alone whether the update itself was refused rather than a call with others
   */
  void refused(String code, int sku, boolean alone) {
    if (alone) {
      refusals.merge(code, 1, Integer::sum);
    }
    Set<Integer> seen = skus.computeIfAbsent(code, any -> new HashSet<>());
    if (seen.size() < SKUS) {
      seen.add(sku);
    }
  }

  /** A call ended with nothing but refusals of one code. */
  void callRefused(String code) {
    calls.merge(code, 1, Integer::sum);
  }

  boolean settingIsWrong(String code) {
    return count(code) >= REFUSALS && skus.getOrDefault(code, Set.of()).size() >= SKUS;
  }

  /**
   * Calls that may be in flight: so many that a wrong setting costs no more than {@link #REFUSALS}
   * of them. One at a time where there were as many and they do not prove it.
   */
  int callsAtOnce() {
    if (skus.isEmpty()) {
      return Integer.MAX_VALUE;
    }
    int worst = skus.keySet().stream().mapToInt(this::count).max().orElse(0);
    return worst == 0 ? Integer.MAX_VALUE : Math.max(1, REFUSALS - worst);
  }

  private int count(String code) {
    return Math.max(refusals.getOrDefault(code, 0), calls.getOrDefault(code, 0));
  }

  void clear() {
    refusals.clear();
    skus.clear();
    calls.clear();
  }
}
