package io.sluice.gateway.command;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Distances in time, in words: {@code 2 h 5 min ago}, {@code in 12 s}. */
final class Ages {
  private final Instant now;

  Ages(Instant now) {
    this.now = now;
  }

  /**
   * @param time RFC 3339, or null for nothing
   */
  String of(@Nullable String time) {
    if (time == null) {
      return "";
    }
    Duration age = Duration.between(Instant.parse(time), now);
    return age.isNegative() ? "in " + words(age.negated()) : words(age) + " ago";
  }

  static String words(Duration duration) {
    if (duration.toMinutes() == 0) {
      return duration.toSeconds() + " s";
    }
    if (duration.toHours() == 0) {
      return duration.toMinutes() + " min";
    }
    return duration.toDays() == 0
        ? two(duration.toHours(), "h", duration.toMinutesPart(), "min")
        : two(duration.toDays(), "d", duration.toHoursPart(), "h");
  }

  private static String two(long large, String largeUnit, int small, String smallUnit) {
    String first = large + " " + largeUnit;
    return small == 0 ? first : first + " " + small + " " + smallUnit;
  }
}
