package io.sluice.gateway.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Durations and times as people type them. */
final class TimeText {
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "min", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);
  private static final Pattern PART = Pattern.compile("([0-9]{1,6})(s|min|m|h|d)");
  private static final Pattern WHOLE = Pattern.compile("(?:" + PART.pattern() + ")+");

  private TimeText() {}

  /** {@code 45s}, {@code 30m}, {@code 2h}, {@code 3d}, {@code 1h30m}. */
  static Duration duration(String text) {
    String compact = text.replace(" ", "");
    if (!WHOLE.matcher(compact).matches()) {
      throw new TypeConversionException("'" + text + "' is no duration like 45s, 30m, 2h or 3d");
    }
    Duration sum = Duration.ZERO;
    Matcher parts = PART.matcher(compact);
    while (parts.find()) {
      sum = sum.plus(Duration.of(Long.parseLong(parts.group(1)), UNITS.get(parts.group(2))));
    }
    return sum;
  }

  /** A time of RFC 3339, or a duration before now, with or without the word "ago". */
  static Instant past(String text, Instant now) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException noTime) {
      return now.minus(agoDuration(text));
    }
  }

  private static Duration agoDuration(String text) {
    try {
      return duration(text.replaceFirst("\\s+ago$", ""));
    } catch (TypeConversionException noDuration) {
      throw new TypeConversionException(
          "'"
              + text
              + "' is neither a time like 2026-01-31T08:00:00Z nor a duration like 2h or 3d");
    }
  }
}
