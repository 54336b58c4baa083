package io.sluice.simulator.bol;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** So many requests per window, as bol counts them for each endpoint. */
final class BolBudget {
  private final int limit;
  private final Duration window;
  private final InstantSource clock;
  private Instant ends;
  private int left;

  /** Whether the client heard that nothing is left in this window. */
  private boolean told;

  BolBudget(int limit, Duration window, InstantSource clock) {
    this.limit = limit;
    this.window = window;
    this.clock = clock;
    this.left = limit;
    this.ends = clock.instant().plus(window);
  }

  /** Whether there was one; then it is taken. */
  boolean take() {
    Instant now = clock.instant();
    if (!now.isBefore(ends)) {
      left = limit;
      ends = now.plus(window);
      told = false;
    }
    if (left == 0) {
      return false;
    }
    left--;
    return true;
  }

  /** Somebody else took what was left. */
  void useUp() {
    take();
    left = 0;
    told = false;
  }

  boolean told() {
    return told;
  }

  /** An answer with what is left goes out. */
  void tell() {
    told = left == 0;
  }

  int limit() {
    return limit;
  }

  int left() {
    return left;
  }

  /** Whole seconds, never 0: who comes back after them finds a new window. */
  long resetSeconds() {
    long ms = Duration.between(clock.instant(), ends).toMillis();
    return Math.max(1, (ms + 999) / 1_000);
  }
}
