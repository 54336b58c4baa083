package io.sluice.gateway.config;

import java.util.OptionalDouble;

/**
 * What the merchant allows us to ask of a channel.
 *
 * @param requestsPerSecond absent: only what the channel itself says
 * @param parallel calls in flight at once; 8 unless written
 */
public record Limits(OptionalDouble requestsPerSecond, int parallel) {
  public static final Limits DEFAULT = new Limits(OptionalDouble.empty(), 8);

  public Limits {
    new Checks()
        .that(
            "requests_per_second",
            requestsPerSecond.isEmpty() || isRate(requestsPerSecond.getAsDouble()),
            "must be above 0 and at most 100000")
        .between("parallel", parallel, 1, 1_000)
        .orThrow();
  }

  private static boolean isRate(double rate) {
    return rate > 0 && rate <= 100_000;
  }
}
