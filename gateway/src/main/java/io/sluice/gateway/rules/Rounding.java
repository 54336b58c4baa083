package io.sluice.gateway.rules;

import io.sluice.gateway.validation.Violations;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The prices that a channel shows: {@code ending}, and from there every {@code unit} up. Rounding
 * what is rounded changes nothing.
 *
 * <pre>
 *   up_to: .99     0.99  1.99  2.99 ...     5.76 becomes 5.99
 *   up_to: 9.99    9.99 19.99 29.99 ...     5.76 becomes 9.99
 *   step: 0.05     0.00  0.05  0.10 ...     5.76 becomes 5.75
 * </pre>
 *
 * @param mode CEILING, FLOOR or HALF_UP
 * @param ending from 0, less than the unit
 */
public record Rounding(RoundingMode mode, BigDecimal ending, BigDecimal unit) {
  /** No currency has more digits. */
  private static final List<Rounding> BY_DIGITS =
      IntStream.rangeClosed(0, 4).mapToObj(n -> step(BigDecimal.ONE.movePointLeft(n))).toList();

  public Rounding {
    new Violations()
        .that("ending", Amounts.fits(ending) && ending.signum() >= 0, "must be 0 or more")
        .that("step", Amounts.fits(unit) && unit.signum() > 0, "must be more than 0")
        .that(
            "ending",
            unit.signum() <= 0 || ending.compareTo(unit) < 0,
            "must be less than the step")
        .orThrow();
  }

  public static Rounding upTo(BigDecimal ending) {
    return new Rounding(RoundingMode.CEILING, ending, powerOfTenAbove(ending));
  }

  public static Rounding downTo(BigDecimal ending) {
    return new Rounding(RoundingMode.FLOOR, ending, powerOfTenAbove(ending));
  }

  /** Half way counts up. */
  public static Rounding nearestTo(BigDecimal ending) {
    return new Rounding(RoundingMode.HALF_UP, ending, powerOfTenAbove(ending));
  }

  /** The nearest multiple; half way counts up. */
  public static Rounding step(BigDecimal step) {
    return new Rounding(RoundingMode.HALF_UP, BigDecimal.ZERO, step);
  }

  /** What holds where nothing is written: the currency's digits, half up. */
  static Rounding toDigits(int digits) {
    return BY_DIGITS.get(digits);
  }

  /** 1 for .99, 10 for 9.99, 100 for 80. */
  private static BigDecimal powerOfTenAbove(BigDecimal ending) {
    BigDecimal unit = BigDecimal.ONE;
    while (Amounts.fits(unit) && unit.compareTo(ending) <= 0) {
      unit = unit.movePointRight(1);
    }
    return unit;
  }

  /** Digits after the point that these prices need. */
  int scale() {
    int endings = ending.stripTrailingZeros().scale();
    return Math.max(endings, unit.stripTrailingZeros().scale());
  }

  BigDecimal apply(Ratio amount) {
    return on(amount, mode);
  }

  /** The lowest of these prices that is not below. */
  BigDecimal above(Ratio amount) {
    return on(amount, RoundingMode.CEILING);
  }

  /** The highest of these prices that is not above; the lowest of all where there is none. */
  BigDecimal below(Ratio amount) {
    return on(amount, RoundingMode.FLOOR);
  }

  private BigDecimal on(Ratio amount, RoundingMode direction) {
    BigDecimal steps = amount.plus(ending.negate()).dividedBy(unit).round(0, direction);
    return ending.add(unit.multiply(steps.max(BigDecimal.ZERO)));
  }

  @Override
  public String toString() {
    if (ending.signum() == 0) {
      return "in steps of " + unit.toPlainString();
    }
    return switch (mode) {
          case CEILING -> "up to ";
          case FLOOR -> "down to ";
          default -> "nearest ";
        }
        + endingText();
  }

  /** .99 as merchants write it. */
  private String endingText() {
    String text = ending.toPlainString();
    return text.startsWith("0.") ? text.substring(1) : text;
  }
}
