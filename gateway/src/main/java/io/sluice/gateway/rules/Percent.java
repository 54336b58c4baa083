package io.sluice.gateway.rules;

import io.sluice.gateway.validation.Violations;
import java.math.BigDecimal;

/**
 * A number of hundredths, such as 19 of {@code 19%}. Exact.
 *
 * @param value within a million either way, at most four digits after the point
 */
public record Percent(BigDecimal value) {
  public static final Percent ZERO = new Percent(BigDecimal.ZERO);
  public static final Percent ALL = new Percent(BigDecimal.valueOf(100));
  static final int SCALE = 4;
  private static final int INTEGER_DIGITS = 6;

  public Percent {
    boolean fits = value.scale() <= SCALE && Amounts.integerDigits(value) <= INTEGER_DIGITS;
    new Violations()
        .that(
            "percent",
            fits,
            "may have %d digits and %d after the point".formatted(INTEGER_DIGITS, SCALE))
        .orThrow();
  }

  /**
   * @param number as written before the sign: {@code 12.5}
   */
  public static Percent of(String number) {
    return new Percent(new BigDecimal(number));
  }

  /** 0.19 for 19 %. */
  BigDecimal fraction() {
    return value.movePointLeft(2);
  }

  /** 1.19 for 19 %. */
  BigDecimal factor() {
    return fraction().add(BigDecimal.ONE);
  }

  boolean isBetween(long least, long most) {
    return value.compareTo(BigDecimal.valueOf(least)) >= 0
        && value.compareTo(BigDecimal.valueOf(most)) <= 0;
  }

  @Override
  public String toString() {
    return Amounts.plain(value) + " %";
  }
}
