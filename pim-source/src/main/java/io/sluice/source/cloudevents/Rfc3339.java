package io.sluice.source.cloudevents;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Timestamps as RFC 3339 section 5.6 has them: seconds and offset are required, which {@code
 * DateTimeFormatter.ISO_OFFSET_DATE_TIME} does not ask for.
 */
final class Rfc3339 {
  private static final String SHAPE = "dddd-dd-ddTdd:dd:dd";
  private static final int MAX_CHARACTERS = 64;

  private Rfc3339() {}

  /** Null when the text is no timestamp. Digits below the nanosecond are cut off. */
  static @Nullable Instant parse(String text) {
    if (text.length() > MAX_CHARACTERS || !hasShape(text)) {
      return null;
    }
    int zone = endOfFraction(text);
    int offset = zone < 0 ? Integer.MIN_VALUE : offsetSeconds(text, zone);
    if (offset == Integer.MIN_VALUE) {
      return null;
    }
    try {
      return local(text, nanos(text, zone)).minusSeconds(offset);
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static boolean hasShape(String text) {
    if (text.length() <= SHAPE.length()) {
      return false;
    }
    for (int i = 0; i < SHAPE.length(); i++) {
      char wanted = SHAPE.charAt(i);
      char found = text.charAt(i);
      boolean fits =
          switch (wanted) {
            case 'd' -> isDigit(found);
            case 'T' -> found == 'T' || found == 't';
            default -> found == wanted;
          };
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /** Where the offset begins, or -1 when a point has no digit behind it. */
  private static int endOfFraction(String text) {
    int at = SHAPE.length();
    if (text.charAt(at) != '.') {
      return at;
    }
    int first = ++at;
    while (at < text.length() && isDigit(text.charAt(at))) {
      at++;
    }
    return at == first ? -1 : at;
  }

  private static int nanos(String text, int end) {
    int nanos = 0;
    for (int i = 0; i < 9; i++) {
      int at = SHAPE.length() + 1 + i;
      nanos = nanos * 10 + (at < end ? text.charAt(at) - '0' : 0);
    }
    return nanos;
  }

  private static int offsetSeconds(String text, int at) {
    if (at >= text.length()) {
      return Integer.MIN_VALUE;
    }
    char sign = text.charAt(at);
    if (sign == 'Z' || sign == 'z') {
      return at + 1 == text.length() ? 0 : Integer.MIN_VALUE;
    }
    if ((sign != '+' && sign != '-') || text.length() != at + 6 || text.charAt(at + 3) != ':') {
      return Integer.MIN_VALUE;
    }
    int hours = two(text, at + 1);
    int minutes = two(text, at + 4);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int seconds = (hours * 60 + minutes) * 60;
    return sign == '-' ? -seconds : seconds;
  }

  private static Instant local(String text, int nanos) {
    int second = two(text, 17);
    // A leap second is the first instant of the next minute, as everywhere in java.time.
    int leap = second == 60 ? 1 : 0;
    return LocalDateTime.of(
            two(text, 0) * 100 + two(text, 2),
            two(text, 5),
            two(text, 8),
            two(text, 11),
            two(text, 14),
            second - leap,
            nanos)
        .toInstant(ZoneOffset.UTC)
        .plusSeconds(leap);
  }

  private static int two(String text, int at) {
    char tens = text.charAt(at);
    char ones = text.charAt(at + 1);
    return isDigit(tens) && isDigit(ones) ? (tens - '0') * 10 + ones - '0' : -1;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
