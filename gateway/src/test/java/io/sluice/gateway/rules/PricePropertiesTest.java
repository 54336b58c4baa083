package io.sluice.gateway.rules;

import static io.sluice.gateway.rules.Rules.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.Change;
import java.math.BigDecimal;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

class PricePropertiesTest {
  private static final PriceSource AS_IT_IS = PriceSource.of(Rules.RETAIL);

  /** The result, or null where the price is held. */
  private static @Nullable BigDecimal shown(
      BigDecimal amount, PriceSource source, PriceSteps steps, @Nullable BigDecimal cost) {
    SteppedPrice price = new SteppedPrice(source, steps, null);
    Change.Price event =
        new Change.Price(
            source.list().name(), amount, source.list().currency(), null, null, null, null);
    boolean held =
        price.start(event) != null || price.finish(cost == null ? null : Ratio.of(cost)) != null;
    return held ? null : price.amount();
  }

  @Property
  void neverBelowTheFloorNorAboveTheCap(
      @ForAll("amounts") BigDecimal amount,
      @ForAll("steps") PriceSteps steps,
      @ForAll("limits") BigDecimal one,
      @ForAll("limits") BigDecimal two,
      @ForAll("amounts") BigDecimal cost) {
    PriceSteps limited = steps.withAtLeast(one.min(two)).withAtMost(one.max(two));

    BigDecimal shown = shown(amount, AS_IT_IS, limited, cost);

    if (shown != null) {
      assertThat(shown).isBetween(one.min(two), one.max(two));
    }
  }

  @Property
  void stepsComeInTheirOrder(
      @ForAll("amounts") BigDecimal amount,
      @ForAll("percents") Percent markup,
      @ForAll("limits") BigDecimal add) {
    PriceSteps steps = PriceSteps.NONE.withMarkup(markup).withAdd(add);
    BigDecimal expected =
        amount.multiply(markup.factor()).add(add).setScale(2, RoundingMode.HALF_UP);
    Assume.that(expected.signum() > 0);

    assertThat(shown(amount, AS_IT_IS, steps, null)).isEqualTo(expected);
  }

  @Property
  void vatAndRateAreExactToTheLastDigit(
      @ForAll("amounts") BigDecimal amount,
      @ForAll("vats") Percent from,
      @ForAll("vats") Percent to,
      @ForAll("rates") BigDecimal rate) {
    PriceSource source = new PriceSource(new PriceList("retail", "EUR", from), to, "KWD", rate);
    BigDecimal net = amount.multiply(to.factor()).multiply(rate);
    BigDecimal expected = net.divide(from.factor(), 3, RoundingMode.HALF_UP);
    Assume.that(expected.signum() > 0);

    assertThat(shown(amount, source, PriceSteps.NONE, null)).isEqualTo(expected);
  }

  @Property
  void roundingWhatIsRoundedChangesNothing(
      @ForAll("amounts") BigDecimal amount, @ForAll("roundings") Rounding rounding) {
    BigDecimal once = rounding.apply(Ratio.of(amount));

    assertThat(rounding.apply(Ratio.of(once))).isEqualByComparingTo(once);
    assertThat(rounding.above(Ratio.of(once))).isEqualByComparingTo(once);
    assertThat(rounding.below(Ratio.of(once))).isEqualByComparingTo(once);
  }

  @Property
  void roundingGoesToTheNextStepAndNoFarther(
      @ForAll("amounts") BigDecimal amount, @ForAll("roundings") Rounding rounding) {
    Assume.that(amount.compareTo(rounding.ending()) >= 0);

    BigDecimal above = rounding.above(Ratio.of(amount));
    BigDecimal below = rounding.below(Ratio.of(amount));

    assertThat(above).isGreaterThanOrEqualTo(amount);
    assertThat(below).isLessThanOrEqualTo(amount);
    assertThat(above.subtract(below))
        .isIn(BigDecimal.ZERO.setScale(2), rounding.unit().setScale(2));
    assertThat(above.remainder(rounding.unit())).isEqualByComparingTo(rounding.ending());
  }

  @Property
  void aMarginIsKeptByTheLowestRoundedPriceThatKeepsIt(
      @ForAll("amounts") BigDecimal amount,
      @ForAll("amounts") BigDecimal cost,
      @ForAll("vats") Percent vat) {
    MinMargin margin = new MinMargin(Percent.of("8"), Percent.of("15"), MinMargin.CostUnknown.HOLD);
    PriceSource source = PriceSource.of(new PriceList("retail", "EUR", vat));
    PriceSteps steps = PriceSteps.NONE.withRound(Rounding.upTo(money(".99")));
    Assume.that(amount.signum() > 0);

    BigDecimal plain = shown(amount, source, steps, cost);
    BigDecimal kept = shown(amount, source, steps.withMinMargin(margin), cost);

    assertThat(isEnough(kept, cost, vat)).isTrue();
    boolean wasEnough = isEnough(plain, cost, vat);
    assertThat(wasEnough).isEqualTo(kept.compareTo(plain) == 0);
    assertThat(wasEnough || !isEnough(kept.subtract(BigDecimal.ONE), cost, vat)).isTrue();
    assertThat(kept.remainder(BigDecimal.ONE)).isEqualByComparingTo(".99");
  }

  /** 92 % of net - 15 % of gross >= cost; times (1 + vat), so that nothing is rounded. */
  private static boolean isEnough(BigDecimal gross, BigDecimal cost, Percent vat) {
    BigDecimal left =
        gross
            .multiply(money("0.92"))
            .subtract(gross.multiply(money("0.15")).multiply(vat.factor()));
    return left.compareTo(cost.multiply(vat.factor())) >= 0;
  }

  @Provide
  Arbitrary<BigDecimal> amounts() {
    Arbitrary<BigDecimal> usual =
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, money("500")).ofScale(2);
    Arbitrary<BigDecimal> huge =
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, money("999999999999")).ofScale(2);
    return Arbitraries.frequencyOf(Tuple.of(4, usual), Tuple.of(1, huge));
  }

  @Provide
  Arbitrary<BigDecimal> limits() {
    return Arbitraries.bigDecimals().between(BigDecimal.ZERO, money("1000")).ofScale(2);
  }

  @Provide
  Arbitrary<Percent> percents() {
    return Arbitraries.bigDecimals()
        .between(money("-99"), money("300"))
        .ofScale(4)
        .map(Percent::new);
  }

  @Provide
  Arbitrary<Percent> vats() {
    return Arbitraries.bigDecimals()
        .between(BigDecimal.ZERO, money("27"))
        .ofScale(2)
        .map(Percent::new);
  }

  @Provide
  Arbitrary<BigDecimal> rates() {
    return Arbitraries.bigDecimals().between(money("0.0001"), money("200")).ofScale(6);
  }

  @Provide
  Arbitrary<Rounding> roundings() {
    Arbitrary<BigDecimal> endings =
        Arbitraries.bigDecimals().between(BigDecimal.ZERO, money("99.99")).ofScale(2);
    return endings.flatMap(
        ending ->
            Arbitraries.of(
                Rounding.upTo(ending),
                Rounding.downTo(ending),
                Rounding.nearestTo(ending),
                Rounding.step(ending.add(money("0.01")))));
  }

  @Provide
  Arbitrary<PriceSteps> steps() {
    MinMargin margin = new MinMargin(Percent.of("8"), Percent.of("15"), MinMargin.CostUnknown.SEND);
    return Combinators.combine(
            percents().injectNull(0.3),
            limits().map(BigDecimal::negate).injectNull(0.5),
            roundings().injectNull(0.2),
            Arbitraries.of(margin).injectNull(0.5))
        .as((markup, add, round, kept) -> new PriceSteps(markup, add, null, null, round, kept));
  }
}
