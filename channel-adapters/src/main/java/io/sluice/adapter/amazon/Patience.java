package io.sluice.adapter.amazon;

import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How long a call may still wait before it begins another request. */
final class Patience {
  private final Vertx vertx;
  private final InstantSource clock;
  private final Instant end;
  private final long timer;
  private boolean over;
  private boolean cancelled;

  /** Whoever begins it {@link #end}s it. */
  Patience(Duration whole, Vertx vertx, InstantSource clock) {
    this.vertx = vertx;
    this.clock = clock;
    this.end = clock.instant().plus(whole);
    // The clock may be set back, or stand still; timers go on.
    this.timer = vertx.setTimer(Math.max(1, whole.toMillis()), id -> over = true);
  }

  /** Half of what is left, for what comes first. Whoever takes it {@link #end}s it. */
  Patience half() {
    Duration left = Duration.between(clock.instant(), end);
    return new Patience(left.isNegative() ? Duration.ZERO : left.dividedBy(2), vertx, clock);
  }

  boolean isOver() {
    return over || !clock.instant().isBefore(end);
  }

  /** Whether it is worth waiting until then. */
  boolean reaches(Instant instant) {
    return !over && instant.isBefore(end);
  }

  /** Its call has ended without it: nothing more may be sent, since newer values may be. */
  void cancel() {
    over = true;
    cancelled = true;
  }

  boolean isCancelled() {
    return cancelled;
  }

  void end() {
    vertx.cancelTimer(timer);
  }
}
