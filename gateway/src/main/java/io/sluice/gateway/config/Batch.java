package io.sluice.gateway.config;

import java.time.Duration;

/**
 * How many updates travel in one call.
 *
 * @param atMost 1 (single calls) unless written
 * @param longestWait how long a call that is not full waits for more; 0 unless written
 */
public record Batch(int atMost, Duration longestWait) {
  public static final Batch DEFAULT = new Batch(1, Duration.ZERO);

  public Batch {
    new Checks()
        .between("at_most", atMost, 1, 10_000)
        .between("wait", longestWait, Duration.ZERO, Duration.ofMinutes(1))
        .orThrow();
  }
}
