package io.sluice.source.cloudevents;

import io.sluice.source.RefusalCode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Numbers from their text. Length and exponent are looked at first: {@code 1e99999999} is short to
 * write and takes seconds to compute with.
 */
final class Numbers {
  private Numbers() {}

  /**
   * What forbids to compute with a number as it is written, or null. To be asked about every number
   * of a message, known or not.
   */
  static @Nullable String sizeProblem(char[] text, int offset, int length) {
    if (length > Limits.NUMBER_CHARACTERS) {
      return "a number of %d characters; at most %d are allowed"
          .formatted(length, Limits.NUMBER_CHARACTERS);
    }
    char last = text[offset + length - 1];
    if (last < '0' || last > '9') {
      return new String(text, offset, length) + " is no number in JSON; send null or leave it out";
    }
    return exponent(text, offset, offset + length) <= Limits.NUMBER_EXPONENT
        ? null
        : "%s has an exponent beyond %d"
            .formatted(new String(text, offset, length), Limits.NUMBER_EXPONENT);
  }

  /** The exponent without its sign; stops to count above the limit. */
  private static int exponent(char[] text, int start, int end) {
    int at = start;
    while (at < end && text[at] != 'e' && text[at] != 'E') {
      at++;
    }
    int exponent = 0;
    for (at++; at < end && exponent <= Limits.NUMBER_EXPONENT; at++) {
      if (text[at] >= '0' && text[at] <= '9') {
        exponent = exponent * 10 + text[at] - '0';
      }
    }
    return exponent;
  }

  /** A whole number within a Java long; {@code 42.0} and {@code 4.2e1} are 42. */
  static long whole(String text, Place place) throws InvalidMessage {
    BigDecimal value = new BigDecimal(text).stripTrailingZeros();
    if (value.scale() > 0) {
      throw place.refused(
          RefusalCode.FIELD_VALUE, text + " is no whole number; fractions are not allowed");
    }
    if (value.precision() - value.scale() > 19) {
      throw outOfRange(text, place);
    }
    try {
      return value.longValueExact();
    } catch (ArithmeticException e) {
      throw outOfRange(text, place);
    }
  }

  private static InvalidMessage outOfRange(String text, Place place) {
    return place.refused(
        RefusalCode.FIELD_VALUE, text + " is beyond 9223372036854775807 either way");
  }

  /** Money sent as text: digits with at most one point, nothing else. */
  static BigDecimal moneyFromText(String text, Place place) throws InvalidMessage {
    if (text.length() > Limits.NUMBER_CHARACTERS || !isPlainDecimal(text)) {
      throw place.refused(
          RefusalCode.FIELD_VALUE,
          Text.excerpt(text) + " is no amount; write digits with a point, such as \"12.50\"");
    }
    return money(text, place);
  }

  private static boolean isPlainDecimal(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int point = text.indexOf('.');
    return point < 0
        ? isDigits(text, start, text.length())
        : isDigits(text, start, point) && isDigits(text, point + 1, text.length());
  }

  private static boolean isDigits(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return start < end;
  }

  /**
   * Money from a number whose size was checked.
   *
   * @return without trailing zeros and with a scale of 0 to 6, so that 17 and 17.00 are equal
   */
  static BigDecimal money(String text, Place place) throws InvalidMessage {
    BigDecimal value = new BigDecimal(text).stripTrailingZeros();
    int scale = Math.max(0, value.scale());
    int digits = value.precision() - value.scale() + scale;
    if (scale > Limits.MONEY_SCALE || digits > Limits.MONEY_DIGITS) {
      throw place.refused(
          RefusalCode.FIELD_VALUE,
          "%s has %d digits, %d after the point; at most %d and %d are allowed"
              .formatted(text, digits, scale, Limits.MONEY_DIGITS, Limits.MONEY_SCALE));
    }
    if (value.signum() < 0) {
      throw place.refused(
          RefusalCode.FIELD_VALUE, text + " is negative; 0 is the least, null withdraws");
    }
    return value.setScale(scale);
  }
}
