package io.sluice.gateway.channel;

import io.sluice.source.Facet;
import java.util.function.ToLongFunction;

/**
 * Time during which the channel worked: it advances from success to success, so that time offline,
 * paused, throttled or in need of attention is free for everything that waits. So is, for what
 * belongs to it, the time in which one facet alone may not be asked for, and for what waits for its
 * product that in which products may not.
 */
final class WorkingTime {
  /** A quiet channel works too, but a long silence proves nothing. */
  private static final long LONGEST_STEP_MS = 60_000;

  private static final Facet[] FACETS = Facet.values();

  private long workedMs;

  /** By facet: how much of that it could not be asked for. */
  private final long[] closedMs = new long[FACETS.length];

  /** The same of it or of products. */
  private final long[] unlistedClosedMs = new long[FACETS.length];

  private long lastSuccessMs = Long.MIN_VALUE;

  /**
   * For what belongs to a facet.
   *
   * @param unlisted whether it waits for its product
   */
  long workedMs(Facet facet, boolean unlisted) {
    return workedMs - (unlisted ? unlistedClosedMs : closedMs)[facet.ordinal()];
  }

  /**
   * @param closedUntilMs until when a facet alone may not be asked for; past: it may
   */
  void success(long nowMs, ToLongFunction<Facet> closedUntilMs) {
    if (lastSuccessMs != Long.MIN_VALUE && nowMs > lastSuccessMs) {
      long stepMs = Math.min(LONGEST_STEP_MS, nowMs - lastSuccessMs);
      workedMs += stepMs;
      long productsMs = closedMs(closedUntilMs.applyAsLong(Facet.PRODUCT), stepMs);
      for (Facet facet : FACETS) {
        long facetMs = closedMs(closedUntilMs.applyAsLong(facet), stepMs);
        closedMs[facet.ordinal()] += facetMs;
        unlistedClosedMs[facet.ordinal()] += Math.max(facetMs, productsMs);
      }
    }
    lastSuccessMs = nowMs;
  }

  /** How much of the step that ends now something was closed, which it was from its begin on. */
  private long closedMs(long untilMs, long stepMs) {
    return Math.max(0, Math.min(stepMs, untilMs - lastSuccessMs));
  }

  /** The channel stopped working: the time until its next success does not count. */
  void interrupted() {
    lastSuccessMs = Long.MIN_VALUE;
  }

  long lastSuccessMs() {
    return lastSuccessMs;
  }
}
