package io.sluice.adapter.amazon;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How long a call may still wait before it begins another request. */
final class Patience {
  private final InstantSource clock;
  private final Instant begun;
  private final Duration whole;
  private Duration waited = Duration.ZERO;

  Patience(Duration whole, InstantSource clock) {
    this.whole = whole;
    this.clock = clock;
    this.begun = clock.instant();
  }

  private Duration left() {
    Duration elapsed = Duration.between(begun, clock.instant());
    // Waits count by themselves, too: they must end even where the clock stands still.
    return whole.minus(elapsed.compareTo(waited) > 0 ? elapsed : waited);
  }

  boolean isOver() {
    return left().isNegative() || left().isZero();
  }

  /** Whether a wait of this length fits; then it is spent. */
  boolean spend(Duration wait) {
    if (wait.compareTo(left()) >= 0) {
      return false;
    }
    waited = waited.plus(wait);
    return true;
  }
}
