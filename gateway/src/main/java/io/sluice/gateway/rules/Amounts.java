package io.sluice.gateway.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;

/** Bounds and looks of money. Size is checked before anything is calculated with an amount. */
final class Amounts {
  /** As the source accepts them. */
  static final int DIGITS = 18;

  static final int SCALE = 6;
  static final String DIGITS_RULE =
      "may have %d digits, %d of them after the point".formatted(DIGITS, SCALE);
  static final String RULE = "must be 0 or more and " + DIGITS_RULE;
  private static final int SHOWN_DIGITS = 4;

  private Amounts() {}

  /** Digits before the point; looks at no digit, so a number bomb costs nothing. */
  static long integerDigits(BigDecimal value) {
    return (long) value.precision() - value.scale();
  }

  static boolean fits(BigDecimal amount) {
    return amount.scale() <= SCALE
        && amount.scale() >= -DIGITS
        && integerDigits(amount) + Math.max(0, amount.scale()) <= DIGITS;
  }

  /** Small enough to be written out and calculated with. */
  static boolean isHarmless(BigDecimal number) {
    return Math.abs((long) number.scale()) <= DIGITS && integerDigits(number) <= DIGITS;
  }

  static boolean isCurrency(String code) {
    return code.length() == 3
        && Currency.getAvailableCurrencies().stream()
            .anyMatch(known -> known.getCurrencyCode().equals(code));
  }

  /** Digits after the point in which a currency is paid: 2 for EUR, 0 for JPY, 3 for KWD. */
  static int digits(String currency) {
    return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
  }

  /** Without exponent and without zeros at the end that say nothing. */
  static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.setScale(Math.max(0, stripped.scale())).toPlainString();
  }

  /** For people: in the currency's digits, or some more where it lies between. */
  static String shown(Ratio amount, int digits) {
    BigDecimal close = amount.round(Math.max(digits, SHOWN_DIGITS), RoundingMode.HALF_UP);
    BigDecimal stripped = close.stripTrailingZeros();
    return stripped.setScale(Math.max(digits, stripped.scale())).toPlainString();
  }
}
