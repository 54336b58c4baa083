package io.sluice.gateway.config;

import java.time.Duration;

/**
 * What the log tells of attempts.
 *
 * @param attempts which of them have a line at INFO
 * @param slow what takes at least so long has one also where it succeeds; 5 s unless written
 */
public record LogSettings(Attempts attempts, Duration slow) {
  public static final LogSettings DEFAULT = new LogSettings(Attempts.FAILED, Duration.ofSeconds(5));

  /** Which attempts. */
  public enum Attempts {
    /** What did not get through at once, and what is slow. */
    FAILED,
    ALL
  }

  public LogSettings {
    new Checks().between("slow", slow, Duration.ofMillis(1), Duration.ofMinutes(10)).orThrow();
  }
}
