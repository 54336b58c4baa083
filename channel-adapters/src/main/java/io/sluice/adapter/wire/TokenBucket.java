package io.sluice.adapter.wire;

import io.sluice.adapter.Limit;
import java.time.Instant;
import java.time.InstantSource;

/**
 * What an operation of a channel may still be asked for, as a bucket on the time it is told: empty
 * at the start, since nobody knows what was taken before. Thread-safe as {@link
 * io.sluice.adapter.Budgets} demand it.
 */
public final class TokenBucket {
  private static final double NANOS = 1e9;
  // What is missing at the moment it was said to be there, for fractions are not exact.
  private static final double ROUNDING = 1e-6;

  private final InstantSource clock;
  private double perSecond;
  private double burst;
  private double tokens;
  private Instant filledAt;

  public TokenBucket(Limit limit, InstantSource clock) {
    this.clock = clock;
    this.perSecond = limit.perSecond();
    this.burst = limit.burst();
    this.filledAt = clock.instant();
  }

  /**
   * Takes one, or as much as the operation costs.
   *
   * @param cost at most the burst
   * @return now when it was taken; else nothing was, and when it can be
   */
  public synchronized Instant take(double cost) {
    Instant now = fill();
    if (tokens + ROUNDING >= cost) {
      tokens = Math.max(0, tokens - cost);
      return now;
    }
    long nanos = (long) Math.ceil((Math.min(cost, burst) - tokens) / perSecond * NANOS);
    // At least a millisecond later: "now" would mean that it was taken. It fills from where it was
    // filled to, which is ahead where the channel said when it begins to.
    return filledAt.plusNanos(Math.max(nanos, 1_000_000));
  }

  /** What was taken was not asked for after all. */
  public synchronized void giveBack(double cost) {
    fill();
    tokens = Math.min(burst, tokens + cost);
  }

  /** The channel said how fast it refills. */
  public synchronized void refills(double perSecond) {
    if (perSecond > 0) {
      fill();
      this.perSecond = perSecond;
    }
  }

  /** The channel said what is left. */
  public synchronized void has(double left) {
    fill();
    tokens = left;
    burst = Math.max(burst, left);
  }

  /** The channel said that nothing is left until then. */
  public synchronized void emptyUntil(Instant until) {
    fill();
    tokens = 0;
    filledAt = until.isAfter(filledAt) ? until : filledAt;
  }

  private Instant fill() {
    Instant now = clock.instant();
    if (now.isAfter(filledAt)) {
      double seconds =
          (now.getEpochSecond() - filledAt.getEpochSecond())
              + (now.getNano() - filledAt.getNano()) / NANOS;
      tokens = Math.min(burst, tokens + seconds * perSecond);
      filledAt = now;
    }
    return now;
  }
}
