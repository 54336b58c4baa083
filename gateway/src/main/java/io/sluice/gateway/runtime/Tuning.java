package io.sluice.gateway.runtime;

import java.time.Duration;
import java.util.function.UnaryOperator;

/**
 * Sizes that are right for everyone; only tests choose others.
 *
 * @param segmentRows rows of one journal segment
 * @param farBehind a channel that is less behind is not what keeps a journal over its budget
 * @param stallAtMost a store that stalls longer gives the broker its messages back
 * @param storeUrl what becomes of the store's URL
 */
record Tuning(
    int segmentRows, long farBehind, Duration stallAtMost, UnaryOperator<String> storeUrl) {
  static final Tuning DEFAULT =
      new Tuning(250_000, 100_000, Duration.ofMinutes(1), UnaryOperator.identity());
}
