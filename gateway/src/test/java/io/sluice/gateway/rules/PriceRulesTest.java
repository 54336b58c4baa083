package io.sluice.gateway.rules;

import static io.sluice.gateway.rules.Rules.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceRulesTest {
  private static final Percent VAT = Percent.of("19");
  private final SaidFacts facts = new SaidFacts(Rules.VOCABULARY);

  private String shown(String amount, PriceSteps steps) {
    ChannelRules rules = new Rules().price(steps).build();
    BigDecimal shown = facts.price("retail", amount).shownPrice(rules).amount();
    return shown == null ? "withdrawn" : shown.toPlainString();
  }

  @ParameterizedTest
  @CsvSource({
    "5.76, .99, 5.99, 4.99, 5.99",
    "5.99, .99, 5.99, 5.99, 5.99",
    "6.00, .99, 6.99, 5.99, 5.99",
    "6.49, .99, 6.99, 5.99, 6.99",
    "12.00, 9.99, 19.99, 9.99, 9.99",
    "0.40, .99, 0.99, 0.99, 0.99",
    "123, 80, 180.00, 80.00, 80.00"
  })
  void pricesEndAsTheMerchantLikes(
      String amount, String ending, String up, String down, String nearest) {
    assertThat(shown(amount, PriceSteps.NONE.withRound(Rounding.upTo(money(ending)))))
        .isEqualTo(up);
    assertThat(shown(amount, PriceSteps.NONE.withRound(Rounding.downTo(money(ending)))))
        .isEqualTo(down);
    assertThat(shown(amount, PriceSteps.NONE.withRound(Rounding.nearestTo(money(ending)))))
        .isEqualTo(nearest);
  }

  @Test
  void stepsOfFiveCentsAreRoundedHalfUp() {
    PriceSteps steps = PriceSteps.NONE.withRound(Rounding.step(money("0.05")));

    assertThat(shown("5.76", steps)).isEqualTo("5.75");
    assertThat(shown("5.775", steps)).isEqualTo("5.80");
  }

  @ParameterizedTest
  @CsvSource({"JPY, 160.5, 2754", "KWD, 0.3354, 5.702", "EUR, 1, 17.00"})
  void eachCurrencyHasItsDigits(String currency, String rate, String expected) {
    PriceSource source = new PriceSource(Rules.RETAIL, null, currency, money(rate));
    ChannelRules rules =
        new Rules().price(new PriceRules(source, null, List.of(), PriceSteps.NONE)).build();
    BigDecimal amount = money(currency.equals("JPY") ? "17.16" : "17.00");
    facts.price("retail", amount, null, null, null, null);

    assertThat(facts.shownPrice(rules))
        .isEqualTo(new ChannelValue.Price(money(expected), currency, null));
  }

  @Test
  void roundingStaysWithinTheLimits() {
    PriceSteps steps =
        PriceSteps.NONE
            .withAtLeast(money("10.00"))
            .withAtMost(money("20.00"))
            .withRound(Rounding.upTo(money(".99")));

    assertThat(shown("19.50", steps)).isEqualTo("19.99");
    assertThat(shown("19.995", steps)).isEqualTo("19.99");
    assertThat(shown("25", steps)).isEqualTo("19.99");
    assertThat(shown("3", steps)).isEqualTo("10.99");
    assertThat(shown("10.20", steps.withAtMost(money("10.50")))).isEqualTo("10.20");
  }

  @Test
  void limitsThatContradictEachOtherAreRefused() {
    assertThatThrownBy(() -> PriceSteps.NONE.withAtMost(money("5.00")).withAtLeast(money("5.01")))
        .hasMessage("at_least must not be above at_most (5.00), got 5.01");
    PriceSteps low = PriceSteps.NONE.withAtMost(money("5.00"));
    Rule<PriceSteps> high = new Rule<>(null, PriceSteps.NONE.withAtLeast(money("6.00")));
    assertThatThrownBy(() -> new PriceRules(PriceSource.of(Rules.RETAIL), null, List.of(high), low))
        .hasMessage("at_least must not be above at_most (5.00), got 6.00");
  }

  @Test
  void limitsFinerThanTheCurrencyAreRefused() {
    PriceSteps steps =
        PriceSteps.NONE.withAtMost(money("5.005")).withRound(Rounding.step(money("0.005")));

    assertThatThrownBy(() -> new PriceRules(PriceSource.of(Rules.RETAIL), null, List.of(), steps))
        .hasMessage(
            "at_most has more digits after the point than EUR; "
                + "round has more digits after the point than EUR");
  }

  private static MinMargin margin(MinMargin.CostUnknown costUnknown) {
    return new MinMargin(Percent.of("8"), Percent.of("15"), costUnknown);
  }

  @Test
  void marginRaisesToTheNextRoundedPrice() {
    PriceSteps steps =
        PriceSteps.NONE
            .withRound(Rounding.upTo(money(".99")))
            .withMinMargin(margin(MinMargin.CostUnknown.SEND));
    ChannelRules rules = new Rules().price(steps).build();

    // 10.00 x 1.19 / (0.92 - 0.15 x 1.19) = 16.05
    facts.priceWithCost("retail", "12.00", "10.00");

    assertThat(facts.shownPrice(rules).amount()).isEqualTo("16.99");
    Trace trace = new Trace();
    facts.render(rules, SaidFacts.SKU, Facet.PRICE, trace);
    assertThat(trace.lines().get(0)).hasToString("12.00 -> up to .99 12.99 -> min margin 16.99");
  }

  @Test
  void marginThatNoPriceUnderTheCapLeavesIsHeld() {
    PriceSteps steps =
        PriceSteps.NONE
            .withAtMost(money("15.00"))
            .withMinMargin(margin(MinMargin.CostUnknown.SEND));
    facts.priceWithCost("retail", "12.00", "10.00");

    assertThat(facts.render(new Rules().price(steps).build(), Facet.PRICE))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.MARGIN,
                "price.min_margin needs 16.05, at_most is 15.00",
                Long.MAX_VALUE));
  }

  @Test
  void costThatWasNeverReceivedSendsOrHolds() {
    PriceSteps hold = PriceSteps.NONE.withMinMargin(margin(MinMargin.CostUnknown.HOLD));
    PriceSteps send = PriceSteps.NONE.withMinMargin(margin(MinMargin.CostUnknown.SEND));
    facts.price("retail", "12.00");

    assertThat(facts.shownPrice(new Rules().price(send).build()).amount()).isEqualTo("12.00");
    assertThat(facts.render(new Rules().price(hold).build(), Facet.PRICE))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.INCOMPLETE,
                "price.min_margin needs the cost, and none was received",
                Long.MAX_VALUE));
  }

  @Test
  void marginThatNoPriceCanLeaveIsRefused() {
    MinMargin greedy =
        new MinMargin(Percent.of("60"), Percent.of("40"), MinMargin.CostUnknown.SEND);
    PriceSteps steps = PriceSteps.NONE.withMinMargin(greedy);

    assertThatThrownBy(() -> new PriceRules(PriceSource.of(Rules.RETAIL), null, List.of(), steps))
        .hasMessageContaining("can be reached by no price");
    PriceList untaxed = new PriceList("retail", "EUR", null);
    Sale sale = new Sale(PriceSource.of(untaxed), null, null, Sale.Show.REPLACE);
    PriceSteps modest = PriceSteps.NONE.withMinMargin(margin(MinMargin.CostUnknown.SEND));
    assertThatThrownBy(() -> new PriceRules(PriceSource.of(Rules.RETAIL), sale, List.of(), modest))
        .hasMessage("min_margin needs to know the VAT in list 'retail': catalog.price_lists");
    assertThatThrownBy(() -> new PriceRules(PriceSource.of(untaxed), null, List.of(), steps))
        .hasMessage("min_margin needs to know the VAT in list 'retail': catalog.price_lists");
  }

  @Test
  void firstRuleThatMatchesDecidesAndTheBlockSaysTheRest() {
    Rule<PriceSteps> cheap =
        new Rule<>(Rules.when("price < 20"), PriceSteps.NONE.withMarkup(Percent.of("50")));
    Rule<PriceSteps> dear =
        new Rule<>(Rules.when("price < 50"), PriceSteps.NONE.withMarkup(Percent.of("20")));
    PriceSteps block =
        PriceSteps.NONE.withMarkup(Percent.of("10")).withRound(Rounding.upTo(money(".95")));
    ChannelRules rules =
        new Rules()
            .price(new PriceRules(PriceSource.of(Rules.RETAIL), null, List.of(cheap, dear), block))
            .build();

    assertThat(facts.price("retail", "10").shownPrice(rules).amount()).isEqualTo("15.95");
    assertThat(facts.price("retail", "40").shownPrice(rules).amount()).isEqualTo("48.95");
    assertThat(facts.price("retail", "100").shownPrice(rules).amount()).isEqualTo("110.95");
  }

  @Test
  void aPriceThatRulesTakeAwayIsHeld() {
    ChannelRules rules = new Rules().price(PriceSteps.NONE.withAdd(money("-20"))).build();

    assertThat(facts.price("retail", "17").render(rules, Facet.PRICE))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.MAPPING, "the price comes out at -3.00", Long.MAX_VALUE));
    assertThat(facts.price("retail", "20").render(rules, Facet.PRICE))
        .isInstanceOf(RuleResult.Held.class);
    ChannelRules rounded =
        new Rules()
            .price(PriceSteps.NONE.withAdd(money("-20")).withRound(Rounding.upTo(money(".99"))))
            .build();
    assertThat(facts.price("retail", "17").render(rounded, Facet.PRICE))
        .isInstanceOf(RuleResult.Held.class);
    ChannelRules floored =
        new Rules().price(PriceSteps.NONE.withAdd(money("-20")).withAtLeast(money("5"))).build();
    assertThat(facts.shownPrice(floored).amount()).isEqualTo("5.00");
  }

  @Test
  void whatRoundingLosesIsHeldAndNothingStaysNothing() {
    ChannelRules rules = new Rules().price(PriceSteps.NONE).build();

    assertThat(facts.price("retail", "0.004").render(rules, Facet.PRICE))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.MAPPING, "the price is rounded to 0.00", Long.MAX_VALUE));
    assertThat(facts.price("retail", "0").shownPrice(rules).amount()).isEqualTo("0.00");
  }

  @Test
  void amountsBeyondAllMoneyAreHeldAndNotCalculated() {
    ChannelRules rules = new Rules().price(PriceSteps.NONE).build();

    assertThat(facts.price("retail", "9".repeat(400)).render(rules, Facet.PRICE))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.MAPPING,
                "the amount in list retail has too many digits",
                Long.MAX_VALUE));
    assertThat(facts.price("retail", "1e99999999").render(rules, Facet.PRICE))
        .isInstanceOf(RuleResult.Held.class);
    assertThat(facts.price("retail", "1e-99999999").render(rules, Facet.PRICE))
        .isInstanceOf(RuleResult.Held.class);
    ChannelRules dear = new Rules().price(PriceSteps.NONE.withMarkup(Percent.of("900"))).build();
    assertThat(facts.price("retail", "9".repeat(16)).render(dear, Facet.PRICE))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.MAPPING, "the price has too many digits", Long.MAX_VALUE));
    assertThatThrownBy(() -> PriceSteps.NONE.withAtLeast(money("1e99999999")))
        .hasMessageContaining("may have 18 digits");
    assertThatThrownBy(() -> Percent.of("1e99999999")).hasMessageContaining("percent");
  }

  @Test
  void anotherCurrencyThanTheListsIsHeld() {
    ChannelRules rules = new Rules().price(PriceSteps.NONE).build();
    facts.apply(
        SaidFacts.SKU, new Change.Price("retail", money("17"), "USD", null, null, null, null));

    assertThat(facts.render(rules, Facet.PRICE))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.MAPPING,
                "the price in list retail is in USD, catalog.price_lists says EUR",
                Long.MAX_VALUE));
  }

  @Test
  void withdrawnPriceIsShownAsWithdrawn() {
    ChannelRules rules = new Rules().price(PriceSteps.NONE.withMarkup(Percent.of("10"))).build();

    facts.price("retail", "17").withdrawn("retail");

    assertThat(facts.shownPrice(rules)).isEqualTo(new ChannelValue.Price(null, "EUR", null));
  }

  @Test
  void priceNotYetInForceSaysWhenItIs() {
    ChannelRules rules = new Rules().price(PriceSteps.NONE).build();
    Instant begin = Instant.ofEpochMilli(5_000);
    facts.price("retail", money("17"), null, null, begin, Instant.ofEpochMilli(9_000));

    assertThat(facts.at(4_999).render(rules, Facet.PRICE))
        .isEqualTo(new RuleResult.Nothing("no price in list retail is in force", 5_000));
    assertThat(facts.at(5_000).shown(rules, Facet.PRICE).changesAtMs()).isEqualTo(9_000);
    assertThat(facts.at(9_000).render(rules, Facet.PRICE))
        .isEqualTo(new RuleResult.Nothing("no price in list retail is in force", Long.MAX_VALUE));
  }

  @Test
  void referencePriceOfTheEventIsConvertedAndShownOnlyWhenHigher() {
    PriceSource pounds = new PriceSource(Rules.RETAIL, Percent.of("20"), "GBP", money("0.86"));
    PriceSteps steps = PriceSteps.NONE.withMarkup(Percent.of("10"));
    ChannelRules rules = new Rules().price(new PriceRules(pounds, null, List.of(), steps)).build();

    facts.price("retail", money("17"), null, money("25"), null, null);
    assertThat(facts.shownPrice(rules).compareAt()).isEqualTo("21.68");

    facts.price("retail", money("17"), null, money("18"), null, null);
    assertThat(facts.shownPrice(rules).compareAt()).isNull();
  }

  @Test
  void vatOfAListThatNobodySaidCannotBeChanged() {
    PriceList unknown = new PriceList("b2b", "EUR", null);

    assertThatThrownBy(() -> new PriceSource(unknown, VAT, "EUR", BigDecimal.ONE))
        .hasMessage("vat needs to know the VAT in list 'b2b': catalog.price_lists");
    assertThatThrownBy(() -> new PriceSource(unknown, null, "EUR", money("1.1")))
        .hasMessage("rate must be 1 between the same currencies");
    assertThatThrownBy(() -> new PriceList("b2b", "EURO", null))
        .hasMessage("currency must be a currency such as EUR");
  }
}
