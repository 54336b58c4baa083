package io.sluice.trials.bench;

import java.util.Arrays;
import org.HdrHistogram.Histogram;

/**
 * What arrived at one channel since the last reset: how many, when, how long after publication, and
 * whether an older event of a SKU came after a newer one. An event's version is the nanosecond of
 * its publication, so it tells order and age at once. One thread.
 */
final class Arrivals {
  private static final int SKUS_AT_MOST = 1 << 20;
  private static final long LONGEST_MICROS = 600_000_000;

  private final long[] newest = new long[SKUS_AT_MOST];
  private final Histogram micros = new Histogram(LONGEST_MICROS, 3);
  private long calls;
  private long updates;
  private long regressions;
  private long firstNanos;
  private long lastNanos;

  void reset() {
    Arrays.fill(newest, 0);
    micros.reset();
    calls = 0;
    updates = 0;
    regressions = 0;
    firstNanos = 0;
    lastNanos = 0;
  }

  /** Begins the times anew; counts and order go on. */
  void resetTimes() {
    micros.reset();
  }

  void call(long nanos) {
    if (calls++ == 0) {
      firstNanos = nanos;
    }
    lastNanos = nanos;
  }

  void update(int sku, long version, long nanos) {
    updates++;
    if (version < newest[sku]) {
      regressions++;
    } else {
      newest[sku] = version;
    }
    micros.recordValue(Math.min(Math.max(0, (nanos - version) / 1000), LONGEST_MICROS));
  }

  ArrivalReport report() {
    return new ArrivalReport(
        calls,
        updates,
        regressions,
        firstNanos,
        lastNanos,
        micros.getValueAtPercentile(50) / 1000.0,
        micros.getValueAtPercentile(99) / 1000.0,
        micros.getMaxValue() / 1000.0);
  }
}
