package io.sluice.trials.store;

import java.util.Arrays;

/** Durations of one kind of step, all of them kept. Used by one thread. */
final class Latencies {
  private long[] nanos = new long[1_024];
  private int count;
  private long sum;

  void add(long each) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = each;
    sum += each;
  }

  int count() {
    return count;
  }

  /** What all of them took together. */
  double seconds() {
    return sum / 1e9;
  }

  /**
   * Milliseconds that this part of them did not exceed.
   *
   * @param part 0.5 is the median, 1 the longest; NaN when there are none
   */
  double millis(double part) {
    if (count == 0) {
      return Double.NaN;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    int rank = (int) Math.ceil(part * count);
    return sorted[Math.max(0, rank - 1)] / 1e6;
  }
}
