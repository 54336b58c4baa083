package io.sluice.gateway.channel;

import io.sluice.source.Facet;
import java.util.function.ToLongFunction;

/**
 * Time during which the channel worked: it advances from success to success, so that time offline,
 * paused, throttled or in need of attention is free for everything that waits. So is, for what
 * belongs to it, the time in which one facet alone may not be asked for.
 */
final class WorkingTime {
  /** A quiet channel works too, but a long silence proves nothing. */
  private static final long LONGEST_STEP_MS = 60_000;

  private static final Facet[] FACETS = Facet.values();

  private long workedMs;

  /** By facet: how much of that it could not be asked for. */
  private final long[] closedMs = new long[FACETS.length];

  private long lastSuccessMs = Long.MIN_VALUE;

  /** For what belongs to a facet. */
  long workedMs(Facet facet) {
    return workedMs - closedMs[facet.ordinal()];
  }

  /**
   * @param closedUntilMs until when a facet alone may not be asked for; past: it may
   */
  void success(long nowMs, ToLongFunction<Facet> closedUntilMs) {
    if (lastSuccessMs != Long.MIN_VALUE && nowMs > lastSuccessMs) {
      long stepMs = Math.min(LONGEST_STEP_MS, nowMs - lastSuccessMs);
      workedMs += stepMs;
      for (Facet facet : FACETS) {
        long closed = closedUntilMs.applyAsLong(facet) - lastSuccessMs;
        closedMs[facet.ordinal()] += Math.max(0, Math.min(stepMs, closed));
      }
    }
    lastSuccessMs = nowMs;
  }

  /** The channel stopped working: the time until its next success does not count. */
  void interrupted() {
    lastSuccessMs = Long.MIN_VALUE;
  }

  long lastSuccessMs() {
    return lastSuccessMs;
  }
}
