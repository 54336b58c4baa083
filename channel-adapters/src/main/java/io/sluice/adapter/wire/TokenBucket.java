package io.sluice.adapter.wire;

import io.sluice.adapter.Limit;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * What an operation of a channel may still be asked for, as a bucket on the time it is told: empty
 * at the start, since nobody knows what was taken before. Thread-safe as {@link
 * io.sluice.adapter.Budgets} demand it.
 *
 * <p>What was taken has to be {@link #answered}, or {@linkplain #giveBack given back}: the channel
 * counts a request when it arrives. Until the answer is there it may not have arrived, and the
 * channel's bucket may be full still: ours fills only as far as both leave room for it. So what is
 * taken here is never early there, however long the requests travel.
 */
public final class TokenBucket {
  private static final double NANOS = 1e9;
  // What is missing at the moment it was said to be there, for fractions are not exact.
  private static final double ROUNDING = 1e-6;

  private final InstantSource clock;
  private double perSecond;
  private double burst;
  private double tokens;
  private double inFlight;
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
   * @return null when it was taken; else when to try again: nothing will be there earlier, unless
   *     it is given back
   */
  public synchronized @Nullable Instant take(double cost) {
    fill();
    if (tokens + ROUNDING >= cost) {
      takeAnyway(cost);
      return null;
    }
    long nanos = (long) Math.ceil((Math.min(cost, burst) - tokens) / perSecond * NANOS);
    // It fills from where it was filled to, which is ahead where the channel said when it begins
    // to. A millisecond at least, for it is waited for with a timer.
    return filledAt.plusNanos(Math.max(nanos, 1_000_000));
  }

  /** Takes it whether it is there or not: nobody knows yet what is. */
  public synchronized void takeAnyway(double cost) {
    fill();
    tokens = Math.max(0, tokens - cost);
    inFlight += cost;
  }

  /** What was taken has arrived at the channel, or never will. */
  public synchronized void answered(double cost) {
    fill();
    inFlight = Math.max(0, inFlight - cost);
  }

  /** What was taken was not asked for after all. */
  public synchronized void giveBack(double cost) {
    answered(cost);
    tokens = Math.min(burst - inFlight, tokens + cost);
  }

  /** The channel said how fast it refills. */
  public synchronized void refills(double perSecond) {
    if (perSecond > 0) {
      fill();
      this.perSecond = perSecond;
    }
  }

  /** The channel said what is left. What is on its way may not be counted there yet. */
  public synchronized void has(double left) {
    fill();
    tokens = Math.max(0, left - inFlight);
    burst = Math.max(burst, left);
  }

  /** The channel said that nothing is left until then. */
  public synchronized void emptyUntil(Instant until) {
    fill();
    tokens = 0;
    filledAt = until.isAfter(filledAt) ? until : filledAt;
  }

  private void fill() {
    Instant now = clock.instant();
    if (now.isAfter(filledAt)) {
      double seconds =
          (now.getEpochSecond() - filledAt.getEpochSecond())
              + (now.getNano() - filledAt.getNano()) / NANOS;
      tokens = Math.max(tokens, Math.min(burst - inFlight, tokens + seconds * perSecond));
      filledAt = now;
    }
  }
}
