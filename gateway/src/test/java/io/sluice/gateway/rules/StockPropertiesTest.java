package io.sluice.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Scale;

class StockPropertiesTest {
  @Property
  void stepsComeInTheirOrder(
      @ForAll @LongRange(min = 0) long sum, @ForAll("steps") StockSteps steps) {
    long left = Math.max(0, sum - steps.keepBack());
    BigInteger shared = new BigDecimal(left).multiply(steps.share().fraction()).toBigInteger();
    long most = Math.min(shared.longValueExact(), steps.atMost());

    assertThat(steps.apply(sum, null)).isEqualTo(most < steps.outOfStockBelow() ? 0 : most);
  }

  @Property
  void neverMoreThanThereIsIsSold(
      @ForAll @LongRange(min = 0) long sum, @ForAll("steps") StockSteps steps) {
    assertThat(steps.apply(sum, null)).isBetween(0L, Math.min(sum, steps.atMost()));
  }

  @Property
  void twoChannelsThatShareNeverSellMoreThanThereIs(
      @ForAll @LongRange(min = 0) long sum,
      @ForAll @BigRange(min = "0", max = "100") @Scale(4) BigDecimal share) {
    StockSteps one = StockSteps.NONE.withShare(new Percent(share));
    StockSteps other =
        StockSteps.NONE.withShare(new Percent(BigDecimal.valueOf(100).subtract(share)));

    assertThat(one.apply(sum, null)).isLessThanOrEqualTo(sum - other.apply(sum, null));
  }

  @Property
  void moreInTheWarehousesIsNeverLessOnTheChannel(
      @ForAll @LongRange(min = 0, max = Long.MAX_VALUE - 1) long sum,
      @ForAll("steps") StockSteps steps) {
    assertThat(steps.apply(sum + 1, null)).isGreaterThanOrEqualTo(steps.apply(sum, null));
  }

  @Provide
  Arbitrary<StockSteps> steps() {
    return Combinators.combine(counts(), percents(), counts(), counts()).as(StockSteps::new);
  }

  private static Arbitrary<Long> counts() {
    return Arbitraries.oneOf(
        Arbitraries.longs().between(0, 100), Arbitraries.longs().between(0, Long.MAX_VALUE));
  }

  private static Arbitrary<Percent> percents() {
    return Arbitraries.bigDecimals()
        .between(BigDecimal.ZERO, BigDecimal.valueOf(100))
        .ofScale(4)
        .map(Percent::new);
  }
}
