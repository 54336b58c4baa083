package io.sluice.gateway.config;

import io.sluice.gateway.validation.Violations;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Gathers everything a record has against its values, then throws once. */
final class Checks {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,39}");
  static final String NAME_RULE =
      "must be lower case letters, digits and _, begin with a letter and have at most 40";

  private final Violations violations = new Violations();

  static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  static Checks name(String name) {
    return new Checks().that("name", isName(name), NAME_RULE);
  }

  Checks that(String key, boolean holds, String message) {
    return that(key, holds, () -> message);
  }

  Checks that(String key, boolean holds, Supplier<String> message) {
    violations.that(key, holds, message);
    return this;
  }

  Checks between(String key, long value, long min, long max) {
    return that(key, value >= min && value <= max, () -> range(min, max) + ", got " + value);
  }

  Checks between(String key, Duration value, Duration min, Duration max) {
    return that(
        key,
        value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
        () ->
            "must be from %s to %s, got %s"
                .formatted(Units.print(min), Units.print(max), Units.print(value)));
  }

  Checks atLeastBytes(String key, long value, long min) {
    return that(
        key,
        value >= min,
        () -> "must be at least %s, got %s".formatted(Units.print(min), Units.print(value)));
  }

  Checks atLeast(String key, Duration value, String otherKey, Duration other) {
    return that(
        key,
        value.compareTo(other) >= 0,
        () ->
            "must be at least %s (%s), got %s"
                .formatted(otherKey, Units.print(other), Units.print(value)));
  }

  Checks text(String key, String value, int maxLength) {
    return that(key, !value.isBlank(), "must not be empty")
        .that(key, value.length() <= maxLength, "is longer than " + maxLength);
  }

  void orThrow() {
    violations.orThrow();
  }

  private static String range(long min, long max) {
    return max == Long.MAX_VALUE
        ? "must be at least " + min
        : "must be from %d to %d".formatted(min, max);
  }
}
