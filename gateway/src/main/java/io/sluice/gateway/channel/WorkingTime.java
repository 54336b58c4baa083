package io.sluice.gateway.channel;

/**
 * Time during which the channel worked: it advances from success to success, so that time offline,
 * paused, throttled or in need of attention is free for everything that waits.
 */
final class WorkingTime {
  /** A quiet channel works too, but a long silence proves nothing. */
  private static final long LONGEST_STEP_MS = 60_000;

  private long workedMs;
  private long lastSuccessMs = Long.MIN_VALUE;

  long workedMs() {
    return workedMs;
  }

  void success(long nowMs) {
    if (lastSuccessMs != Long.MIN_VALUE && nowMs > lastSuccessMs) {
      workedMs += Math.min(LONGEST_STEP_MS, nowMs - lastSuccessMs);
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
