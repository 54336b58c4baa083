package io.sluice.adapter.bol;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When to ask again: at the same moments for all, so that one question serves many, and the less
 * often the longer it takes.
 */
record PollTimes(Duration every) {
  private static final Duration SOON = Duration.ofMinutes(2);
  private static final Duration LATER = Duration.ofMinutes(15);

  /**
   * @param since when it began
   * @param notBefore null: no earlier limit
   */
  Instant next(Instant since, Instant now, @Nullable Instant notBefore) {
    Duration age = Duration.between(since, now);
    long times = age.compareTo(SOON) < 0 ? 1 : age.compareTo(LATER) < 0 ? 6 : 60;
    long step = every.toMillis() * times;
    Instant next = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), step) * step + step);
    return notBefore != null && notBefore.isAfter(next) ? notBefore : next;
  }
}
