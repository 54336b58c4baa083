package io.sluice.gateway.rules;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An exact amount between two steps: taking 19 % VAT out of a price seldom ends in a decimal.
 *
 * @param divisor positive
 */
record Ratio(BigDecimal dividend, BigDecimal divisor) {
  static Ratio of(BigDecimal amount) {
    return new Ratio(amount, BigDecimal.ONE);
  }

  Ratio times(BigDecimal factor) {
    return new Ratio(dividend.multiply(factor), divisor);
  }

  Ratio dividedBy(BigDecimal number) {
    return new Ratio(dividend, divisor.multiply(number));
  }

  Ratio plus(BigDecimal amount) {
    return new Ratio(dividend.add(amount.multiply(divisor)), divisor);
  }

  int compareTo(BigDecimal amount) {
    return dividend.compareTo(amount.multiply(divisor));
  }

  /** Correct to the last digit: nothing was rounded before. */
  BigDecimal round(int scale, RoundingMode mode) {
    return dividend.divide(divisor, scale, mode);
  }
}
