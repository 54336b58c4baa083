package io.sluice.gateway.config;

import java.time.Duration;

/**
 * How many updates travel in one call.
 *
 * @param atMost what suits the adapter, 1 (single calls) for {@code http}, unless written
 * @param longestWait how long a call that is not full waits for more; 0 unless written
 */
public record Batch(int atMost, Duration longestWait) {
  public Batch {
    new Checks()
        .between("at_most", atMost, 1, 10_000)
        .between("wait", longestWait, Duration.ZERO, Duration.ofMinutes(1))
        .orThrow();
  }
}
