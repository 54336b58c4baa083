package io.sluice.demo.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ShopDayTest {
  @Test
  void dayBeginsAtEightAndTakesSixMinutes() {
    assertThat(ShopDay.clock(Duration.ZERO)).isEqualTo("08:00");
    assertThat(ShopDay.clock(Duration.ofMinutes(6))).isEqualTo("08:00");
    assertThat(ShopDay.clock(Duration.ofMillis(7_500))).isEqualTo("08:30");
  }

  @Test
  void noonAndEveningAreRushHours() {
    assertThat(ShopDay.clock(Duration.ofSeconds(60))).isEqualTo("12:00, rush hour");
    assertThat(ShopDay.rate(Duration.ofSeconds(60))).isGreaterThan(100);
    assertThat(ShopDay.rate(Duration.ofSeconds(170))).isGreaterThan(100);
    assertThat(ShopDay.rate(Duration.ZERO)).isLessThan(30);
    assertThat(ShopDay.rate(Duration.ofSeconds(250))).isPositive().isLessThan(5);
  }
}
