package io.sluice.gateway.config;

import java.time.Duration;

/**
 * How a delivery is tried again. Counts only while the channel is online.
 *
 * @param firstAfter wait before the second attempt; 2 s unless written
 * @param longestWait where the doubling stops; 5 minutes unless written
 * @param giveUpAfter age at which a delivery becomes a dead letter; 3 days unless written
 */
public record Retry(Duration firstAfter, Duration longestWait, Duration giveUpAfter) {
  public static final Retry DEFAULT =
      new Retry(Duration.ofSeconds(2), Duration.ofMinutes(5), Duration.ofDays(3));

  public Retry {
    new Checks()
        .between("first_after", firstAfter, Duration.ofMillis(1), Duration.ofDays(1))
        .between("longest_wait", longestWait, Duration.ofMillis(1), Duration.ofDays(7))
        .between("give_up_after", giveUpAfter, Duration.ofSeconds(1), Duration.ofDays(3_650))
        .atLeast("longest_wait", longestWait, "first_after", firstAfter)
        .atLeast("give_up_after", giveUpAfter, "longest_wait", longestWait)
        .orThrow();
  }
}
