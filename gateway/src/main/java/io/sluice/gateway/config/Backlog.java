package io.sluice.gateway.config;

import java.time.Duration;

/**
 * When a channel's backlog rings, and when it folds.
 *
 * @param alertOver deliveries above which it rings; 500,000 unless written
 * @param alertOlderThan age of the oldest delivery above which it rings; 15 minutes unless written
 * @param foldOver only for {@link Keep#EVERY_CHANGE}
 */
public record Backlog(long alertOver, Duration alertOlderThan, FoldOver foldOver) {
  public static final Backlog DEFAULT =
      new Backlog(500_000, Duration.ofMinutes(15), FoldOver.DEFAULT);

  public Backlog {
    new Checks()
        .between("alert_over", alertOver, 1, Long.MAX_VALUE)
        .between("alert_older_than", alertOlderThan, Duration.ofSeconds(1), Duration.ofDays(365))
        .orThrow();
  }

  /**
   * Above either of them what is not yet sent folds to the newest per key.
   *
   * @param events 5,000,000 unless written
   * @param bytes 5 GB unless written
   */
  public record FoldOver(long events, long bytes) {
    public static final FoldOver DEFAULT = new FoldOver(5_000_000, Units.gigabytes(5));

    public FoldOver {
      new Checks()
          .between("events", events, 1, Long.MAX_VALUE)
          .atLeastBytes("bytes", bytes, Units.megabytes(1))
          .orThrow();
    }
  }
}
