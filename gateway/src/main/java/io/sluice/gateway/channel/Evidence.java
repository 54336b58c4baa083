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
  private int calls;

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

  /** A call ended with nothing but refusals. */
  void callRefused() {
    calls++;
  }

  boolean settingIsWrong(String code) {
    boolean many = refusals.getOrDefault(code, 0) >= REFUSALS || calls >= REFUSALS;
    return many && skus.getOrDefault(code, Set.of()).size() >= SKUS;
  }

  /** Refused calls since the last success: what may still be tried is {@link #REFUSALS} less. */
  int calls() {
    return calls;
  }

  void clear() {
    refusals.clear();
    skus.clear();
    calls = 0;
  }
}
