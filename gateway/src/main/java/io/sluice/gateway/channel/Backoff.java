package io.sluice.gateway.channel;

import java.util.function.LongUnaryOperator;

/** Exponential waits with full jitter. */
final class Backoff {
  private final long firstMs;
  private final long longestMs;
  private final LongUnaryOperator jitter;

  /**
   * @param jitter takes a longest wait and answers a random one up to it
   */
  Backoff(long firstMs, long longestMs, LongUnaryOperator jitter) {
    this.firstMs = firstMs;
    this.longestMs = longestMs;
    this.jitter = jitter;
  }

  /**
   * @param failures so far, from 1: at most 1, 2, 4, 8, ... times the first wait
   */
  long waitMs(int failures) {
    int doublings = Math.min(failures - 1, 40);
    long most = firstMs > longestMs >> doublings ? longestMs : firstMs << doublings;
    // A wait of nothing would be a loop.
    return Math.max(1, jitter.applyAsLong(most));
  }
}
