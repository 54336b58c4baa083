package io.sluice.simulator.market;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** A token bucket as a marketplace keeps it for one operation: full at the start. */
public final class RateBucket {
  private static final double NANOS = 1e9;
  // A client that comes at the right moment is not sent away for the inexactness of fractions.
  private static final double ROUNDING = 1e-6;

  /**
   * Requests do not arrive at the pace at which they were sent. One that took so much less time
   * than those before it comes too early, and its client has kept the limit all the same.
   */
  private static final double HURRY_SECONDS = 0.5;

  private final double perSecond;
  private final double burst;
  private final InstantSource clock;
  private double tokens;

  /** As {@code tokens}, had nobody waited for what is still on its way. */
  private double lenient;

  private Instant filledAt;

  public RateBucket(double perSecond, double burst, InstantSource clock) {
    this.perSecond = perSecond;
    this.burst = burst;
    this.clock = clock;
    this.tokens = burst;
    this.lenient = mostLenient();
    this.filledAt = clock.instant();
  }

  /** Whether it had that much; then it is taken. */
  public boolean take(double cost) {
    if (left() + ROUNDING < cost) {
      return false;
    }
    tokens = Math.max(0, tokens - cost);
    lenient = Math.max(0, lenient - cost);
    return true;
  }

  /**
   * Whether a request that was refused may have come too early by the way that it took, and is not
   * to be held against its client. Counts it.
   */
  public boolean excuses(double cost) {
    left();
    if (lenient + ROUNDING < cost) {
      return false;
    }
    lenient = Math.max(0, lenient - cost);
    return true;
  }

  /** Gives back what a request did not need. */
  public void giveBack(double cost) {
    tokens = Math.min(burst, left() + cost);
    lenient = Math.min(mostLenient(), lenient + cost);
  }

  public double left() {
    Instant now = clock.instant();
    double seconds = Duration.between(filledAt, now).toNanos() / NANOS;
    if (seconds > 0) {
      tokens = Math.min(burst, tokens + seconds * perSecond);
      lenient = Math.min(mostLenient(), lenient + seconds * perSecond);
      filledAt = now;
    }
    return tokens;
  }

  private double mostLenient() {
    return burst + HURRY_SECONDS * perSecond;
  }

  public double perSecond() {
    return perSecond;
  }

  public double burst() {
    return burst;
  }
}
