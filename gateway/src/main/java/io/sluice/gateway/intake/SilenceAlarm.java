package io.sluice.gateway.intake;

/**
 * Whether a source says nothing for longer than it should. The time counts from the start or the
 * last message, and only while the source is connected: what keeps it away then is told elsewhere.
 * Owned by one thread; times are epoch milliseconds.
 */
public final class SilenceAlarm {
  private final long expectedEveryMs;
  private long lookedAtMs;
  private long messages;
  private long silentMs;
  private boolean raised;

  /** What a look came to. */
  public enum News {
    NONE,
    FELL_SILENT,
    SPEAKS_AGAIN
  }

  /**
   * @param expectedEveryMs longest time between two messages that is no cause for alarm
   */
  public SilenceAlarm(long expectedEveryMs, long nowMs) {
    this.expectedEveryMs = expectedEveryMs;
    this.lookedAtMs = nowMs;
  }

  /**
   * Looks again; each news is told once.
   *
   * @param received messages since the start
   */
  public News look(long received, boolean connected, long nowMs) {
    long passedMs = Math.max(0, nowMs - lookedAtMs);
    lookedAtMs = nowMs;
    if (received != messages) {
      messages = received;
      silentMs = 0;
      News news = raised ? News.SPEAKS_AGAIN : News.NONE;
      raised = false;
      return news;
    }
    silentMs += connected ? passedMs : 0;
    if (raised || silentMs < expectedEveryMs) {
      return News.NONE;
    }
    raised = true;
    return News.FELL_SILENT;
  }

  /** How long nothing was heard while it was connected. */
  public long silentMs() {
    return silentMs;
  }
}
