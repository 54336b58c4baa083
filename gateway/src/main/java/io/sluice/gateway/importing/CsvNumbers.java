package io.sluice.gateway.importing;

import java.util.Currency;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Numbers as people and their programs write them. What can be read in two ways is refused: {@code
 * 1.234} is one and a bit here and more than a thousand there.
 */
final class CsvNumbers {
  /** Programs that know one kind of number write 12.0. */
  private static final Pattern WHOLE = Pattern.compile("(-?[0-9]{1,19})(?:[.,]0{1,2})?");

  private static final Pattern AMOUNT =
      Pattern.compile("([0-9]{1,18})(?:([.,])([0-9]{1,2}|[0-9]{4,6}))?");
  private static final Pattern THREE_DIGITS = Pattern.compile("([0-9]{1,3})[.,]([0-9]{3})");

  private CsvNumbers() {}

  /** What is wrong with a number, in words that go on after the column. */
  static final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableException(String message) {
      super(message);
    }
  }

  /** Digits with a sign at most. */
  static String whole(String cell) throws UnreadableException {
    Matcher matcher = WHOLE.matcher(cell);
    if (!matcher.matches()) {
      throw new UnreadableException(
          "'" + cell + "' is no stock; write a whole number without separators, such as 1200");
    }
    return matcher.group(1);
  }

  /** Digits with a point at most. */
  static String amount(String cell, String currency) throws UnreadableException {
    Matcher matcher = AMOUNT.matcher(cell);
    if (matcher.matches()) {
      return matcher.group(2) == null ? cell : matcher.group(1) + "." + matcher.group(3);
    }
    Matcher three = THREE_DIGITS.matcher(cell);
    if (!three.matches()) {
      throw new UnreadableException(
          "'" + cell + "' is no amount; write digits with one point or comma, such as 1299.95");
    }
    if (digits(currency) == three.group(2).length()) {
      return three.group(1) + "." + three.group(2);
    }
    throw new UnreadableException(
        "'%s' can be read in two ways; write %s%s, or %s.%s0"
            .formatted(cell, three.group(1), three.group(2), three.group(1), three.group(2)));
  }

  private static int digits(String currency) {
    try {
      return Currency.getInstance(currency).getDefaultFractionDigits();
    } catch (IllegalArgumentException unknown) {
      return 0;
    }
  }
}
