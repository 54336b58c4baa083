package io.sluice.gateway.config;

import java.time.Duration;

/**
 * When a channel counts as offline, and how often it is probed then.
 *
 * @param openAfterFailures failures of different lanes in a row; 5 unless written
 * @param probeEvery 30 s unless written
 */
public record Breaker(int openAfterFailures, Duration probeEvery) {
  public static final Breaker DEFAULT = new Breaker(5, Duration.ofSeconds(30));

  public Breaker {
    new Checks()
        .between("open_after_failures", openAfterFailures, 1, 1_000)
        .between("probe_every", probeEvery, Duration.ofMillis(100), Duration.ofDays(1))
        .orThrow();
  }
}
