package io.sluice.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.validation.InvalidSettingsException;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GuardTest {
  private static final Guard GUARD =
      new Guard(
          Percent.of("40"),
          Percent.of("200"),
          new BigDecimal("0.50"),
          100L,
          Percent.of("10"),
          Percent.of("30"));

  @ParameterizedTest
  @CsvSource({
    "20.00, 12.00, ",
    "20.00, 11.99, price_drop_over",
    "20.00, 60.00, ",
    "20.00, 60.01, price_rise_over",
    "0.60, 0.50, ",
    "0.60, 0.49, price_never_below",
    "0.00, 0.50, price_rise_over",
    ", 0.50, ",
    ", 0.49, price_never_below",
    ", 999999.00, ",
  })
  void priceMayGoAsFarAsTheLimitAndNoFurther(BigDecimal shown, BigDecimal next, String limit) {
    Guard.Breach breach = GUARD.price(shown, next);

    assertThat(breach == null ? null : breach.limit()).isEqualTo(limit);
  }

  @Test
  void breachSaysWhatIsShownAndWhatWouldBe() {
    assertThat(GUARD.price(new BigDecimal("20.00"), new BigDecimal("0.60")).text())
        .isEqualTo("price 20.00 -> 0.60: falls by more than 40 %");
    assertThat(GUARD.price(null, new BigDecimal("0.20")).text())
        .isEqualTo("price none -> 0.20: below 0.5");
    assertThat(GUARD.stock(3, 5_000).text()).isEqualTo("stock 3 -> 5000: rises by more than 100");
  }

  @ParameterizedTest
  @CsvSource({"0, 100, false", "0, 101, true", "50, 150, false", "50, 151, true", "9000, 0, false"})
  void stockIsHeldOnlyWhereItRises(long shown, long next, boolean held) {
    assertThat(GUARD.stock(shown, next) != null).isEqualTo(held);
  }

  @Test
  void withoutLimitsEverythingGoes() {
    assertThat(Guard.NONE.price(new BigDecimal("100"), new BigDecimal("0.01"))).isNull();
    assertThat(Guard.NONE.stock(0, Long.MAX_VALUE)).isNull();
    assertThat(Guard.NONE.leavingAtMost(10)).isEqualTo(Long.MAX_VALUE);
    assertThat(Guard.NONE.sellingOutAtMost(10)).isEqualTo(Long.MAX_VALUE);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "5, 1", "19, 1", "20, 2", "10000, 1000"})
  void atLeastOneProductMayLeave(long listed, long atMost) {
    assertThat(GUARD.leavingAtMost(listed)).isEqualTo(atMost);
  }

  @Test
  void limitsThatMakeNoSenseAreRefusedByName() {
    assertThatThrownBy(
            () ->
                new Guard(
                    Percent.of("101"),
                    Percent.of("-1"),
                    new BigDecimal("-1"),
                    -1L,
                    Percent.of("-1"),
                    Percent.of("200")))
        .isInstanceOf(InvalidSettingsException.class)
        .hasMessageContainingAll(
            "price_drop_over",
            "price_rise_over",
            "price_never_below",
            "stock_jump_over",
            "leaving_over",
            "out_of_stock_over");
  }
}
