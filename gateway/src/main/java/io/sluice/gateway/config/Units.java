package io.sluice.gateway.config;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Values with units as people write them. Bytes are binary: 1KB is 1,024 bytes. A bare 0 needs no
 * unit.
 */
final class Units {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,15})(ms|s|m|h|d)");
  private static final Pattern BYTES = Pattern.compile("(\\d{1,15})(B|KB|MB|GB|TB)");
  static final String DURATION_FORM = "a duration such as 500ms, 30s, 5m, 2h or 3d";
  static final String BYTES_FORM = "a size such as 512KB, 1MB or 5GB";

  /** Longest first: printing takes the first that divides. */
  private static final Map<String, Duration> DURATIONS = new LinkedHashMap<>();

  private static final Map<String, Long> SIZES = new LinkedHashMap<>();

  static {
    DURATIONS.put("d", Duration.ofDays(1));
    DURATIONS.put("h", Duration.ofHours(1));
    DURATIONS.put("m", Duration.ofMinutes(1));
    DURATIONS.put("s", Duration.ofSeconds(1));
    DURATIONS.put("ms", Duration.ofMillis(1));
    SIZES.put("TB", 1L << 40);
    SIZES.put("GB", 1L << 30);
    SIZES.put("MB", 1L << 20);
    SIZES.put("KB", 1L << 10);
    SIZES.put("B", 1L);
  }

  private Units() {}

  static long megabytes(long count) {
    return count << 20;
  }

  static long gigabytes(long count) {
    return count << 30;
  }

  /** Empty when it is none, or longer than can be counted. */
  static Optional<Duration> duration(String text) {
    if (text.equals("0")) {
      return Optional.of(Duration.ZERO);
    }
    Matcher matcher = DURATION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return times(matcher, DURATIONS.get(matcher.group(2)).toMillis()).map(Duration::ofMillis);
  }

  static Optional<Long> bytes(String text) {
    if (text.equals("0")) {
      return Optional.of(0L);
    }
    Matcher matcher = BYTES.matcher(text);
    return matcher.matches() ? times(matcher, SIZES.get(matcher.group(2))) : Optional.empty();
  }

  static String print(Duration duration) {
    if (duration.isZero()) {
      return "0";
    }
    if (duration.toNanosPart() % 1_000_000 != 0) {
      return duration.toString();
    }
    for (Map.Entry<String, Duration> unit : DURATIONS.entrySet()) {
      if (duration.toMillis() % unit.getValue().toMillis() == 0) {
        return duration.toMillis() / unit.getValue().toMillis() + unit.getKey();
      }
    }
    return duration.toString();
  }

  static String print(long bytes) {
    if (bytes == 0) {
      return "0";
    }
    for (Map.Entry<String, Long> unit : SIZES.entrySet()) {
      if (bytes % unit.getValue() == 0) {
        return bytes / unit.getValue() + unit.getKey();
      }
    }
    return Long.toString(bytes);
  }

  private static Optional<Long> times(Matcher matcher, long unit) {
    try {
      return Optional.of(Math.multiplyExact(Long.parseLong(matcher.group(1)), unit));
    } catch (ArithmeticException e) {
      return Optional.empty();
    }
  }
}
