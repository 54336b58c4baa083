package io.sluice.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A token bucket as a marketplace keeps it for one operation: full at the start. */
public final class RateBucket {
  private static final double NANOS = 1e9;
  // A client that comes at the right moment is not sent away for the inexactness of fractions.
  private static final double ROUNDING = 1e-6;

  private final double perSecond;
  private final double burst;
  private final InstantSource clock;
  private double tokens;
  private Instant filledAt;

  public RateBucket(double perSecond, double burst, InstantSource clock) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.clock = clock;
    this.tokens = burst;
    this.filledAt = clock.instant();
  }

  /** Whether it had that much; then it is taken. */
  public boolean take(double cost) {
    if (left() + ROUNDING < cost) {
      return false;
    }
    tokens = Math.max(0, tokens - cost);
    return true;
  }

  /** Gives back what a request did not need. */
  public void giveBack(double cost) {
    tokens = Math.min(burst, left() + cost);
  }

  public double left() {
    Instant now = clock.instant();
    double seconds = Duration.between(filledAt, now).toNanos() / NANOS;
    if (seconds > 0) {
      tokens = Math.min(burst, tokens + seconds * perSecond);
      filledAt = now;
    }
    return tokens;
  }

  public double perSecond() {
    return perSecond;
  }

  public double burst() {
    return burst;
  }
}
