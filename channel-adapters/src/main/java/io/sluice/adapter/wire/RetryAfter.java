package io.sluice.adapter.wire;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The header Retry-After: seconds or an HTTP date (RFC 9110, 10.2.3). */
public final class RetryAfter {
  // Obeyed up to here: a wrong clock or a typo must not silence a channel for years.
  public static final Duration LONGEST = Duration.ofHours(24);
  // "Now" would make us a busy loop against somebody who just asked for less.
  static final Duration SHORTEST = Duration.ofSeconds(1);

  private RetryAfter() {}

  /**
   * @param date the answer's own Date header, against which a date is measured: clocks differ
   * @return empty when absent or garbage
   */
  public static Optional<Instant> read(
      @Nullable String header, @Nullable String date, Instant now) {
    if (header == null) {
      return Optional.empty();
    }
    String text = header.trim();
    return seconds(text).or(() -> untilDate(text, date, now)).map(wait -> now.plus(bounded(wait)));
  }

  public static Instant after(long seconds, Instant now) {
    return now.plus(bounded(Duration.ofSeconds(seconds)));
  }

  private static Optional<Duration> seconds(String text) {
    if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return Optional.empty();
    }
    // More than nine digits are more than a day in any case, and need not fit a number.
    return Optional.of(text.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(text)));
  }

  private static Optional<Duration> untilDate(String text, @Nullable String date, Instant now) {
    Instant theirNow = date == null ? now : instant(date.trim()).orElse(now);
    return instant(text).map(until -> Duration.between(theirNow, until));
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static Duration bounded(Duration wait) {
    if (wait.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
  }
}
