package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Value;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShownTest {
  private static Value.ListPrice price(String amount) {
    BigDecimal value = amount == null ? null : new BigDecimal(amount);
    return new Value.ListPrice("default", value, "EUR", null, null, null);
  }

  private static BigDecimal lowest(String amount) {
    return Shown.price(Shown.of(new Value.Price(List.of(price(amount)))).number());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0", "0.00", "0.01", "19.99", "20", "999999999999.999999", "999999999999999999"})
  void priceComesBackWithItsDigits(String amount) {
    Shown shown = Shown.of(new Value.Price(List.of(price(amount))));

    assertThat(shown.lists()).isEmpty();
    assertThat(Shown.price(shown.number())).isEqualTo(new BigDecimal(amount));
  }

  @Test
  void ofSeveralPricesTheLowestCounts() {
    Value lists = new Value.Price(List.of(price("20.00"), price(null), price("9.50")));

    assertThat(Shown.price(Shown.of(lists).number())).isEqualTo(new BigDecimal("9.50"));
  }

  @Test
  void ofAPriceWithWindowsTheLowestCounts() {
    Value.Window sale = new Value.Window(new BigDecimal("9.50"), null, null, null);
    Value.ListPrice price =
        new Value.ListPrice(
            "default", new BigDecimal("20.00"), "EUR", null, null, null, List.of(sale));

    assertThat(Shown.price(Shown.of(new Value.Price(List.of(price))).number()))
        .isEqualTo(new BigDecimal("9.50"));
  }

  @Test
  void severalPricesComeBackFromTheirNumbers() {
    Value.Window sale = new Value.Window(new BigDecimal("9.50"), null, null, null);
    Value.ListPrice dated =
        new Value.ListPrice(
            "a list", new BigDecimal("20.00"), "EUR", null, null, null, List.of(sale, sale));
    Shown shown = Shown.of(new Value.Price(List.of(dated, price(null), price("7"))));

    assertThat(Shown.of(shown.number(), shown.flat())).isEqualTo(shown);
    assertThat(shown.lists()).hasSize(3);
    assertThat(shown.id()).isNotEqualTo(shown.number());
  }

  @Test
  void whatCannotBeKeptIsUnknown() {
    assertThat(lowest(null)).isNull();
    assertThat(lowest("-1")).isNull();
    assertThat(lowest("0.12345678")).isNull();
  }

  @Test
  void stockIsWhatItIs() {
    assertThat(Shown.of(new Value.Stock(7, Map.of()))).isEqualTo(Shown.of(7));
    assertThat(Shown.of(new Value.Discontinued()).number()).isZero();
  }
}
