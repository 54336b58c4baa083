package io.sluice.gateway.channel;

/** Requests per second as a small bucket on the time it is told; empty after a start. */
final class RequestBudget {
  /** A burst of a fifth of a second evens out timers without a visible peak. */
  private static final double BURST_SECONDS = 0.2;

  private final double perSecond;
  private final double capacity;
  private double tokens;
  private long filledAtMs = Long.MIN_VALUE;

  /**
   * @param perSecond 0: without limit
   */
  RequestBudget(double perSecond) {
    this.perSecond = perSecond;
    this.capacity = Math.max(1, perSecond * BURST_SECONDS);
  }

  boolean has(long nowMs) {
    fill(nowMs);
    return perSecond == 0 || tokens >= 1;
  }

  void take() {
    if (perSecond > 0) {
      tokens -= 1;
    }
  }

  /** When the next request fits; now where it fits now. */
  long nextAtMs(long nowMs) {
    return has(nowMs) ? nowMs : nowMs + (long) Math.ceil((1 - tokens) * 1000 / perSecond);
  }

  private void fill(long nowMs) {
    if (filledAtMs != Long.MIN_VALUE && nowMs > filledAtMs) {
      tokens = Math.min(capacity, tokens + (nowMs - filledAtMs) * perSecond / 1000);
    }
    filledAtMs = Math.max(filledAtMs, nowMs);
  }
}
