package io.sluice.gateway.rules;

import static io.sluice.gateway.rules.Rules.money;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.source.Facet;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SaleTest {
  private static final Instant BEGIN = Instant.ofEpochMilli(5_000);
  private static final Instant END = Instant.ofEpochMilli(9_000);
  private final SaidFacts facts =
      new SaidFacts(Rules.VOCABULARY).price("retail", "17.00").price("outlet", "12.00");

  private static ChannelRules rules(
      @Nullable Instant from, @Nullable Instant until, Sale.Show show) {
    Sale sale = new Sale(PriceSource.of(Rules.OUTLET), from, until, show);
    PriceSteps steps = PriceSteps.NONE.withMarkup(Percent.of("10"));
    return new Rules()
        .price(new PriceRules(PriceSource.of(Rules.RETAIL), sale, List.of(), steps))
        .build();
  }

  @Test
  void fromIsIncludedAndUntilIsNot() {
    ChannelRules rules = rules(BEGIN, END, Sale.Show.REPLACE);

    assertThat(facts.at(4_999).shownPrice(rules).amount()).isEqualTo("18.70");
    assertThat(facts.at(5_000).shownPrice(rules))
        .isEqualTo(new ChannelValue.Price(money("13.20"), "EUR", null));
    assertThat(facts.at(8_999).shownPrice(rules).amount()).isEqualTo("13.20");
    assertThat(facts.at(9_000).shownPrice(rules).amount()).isEqualTo("18.70");
  }

  @Test
  void eachBoundTouchesThePriceOnce() {
    ChannelRules rules = rules(BEGIN, END, Sale.Show.REPLACE);

    assertThat(facts.at(0).shown(rules, Facet.PRICE).changesAtMs()).isEqualTo(5_000);
    assertThat(facts.at(5_000).shown(rules, Facet.PRICE).changesAtMs()).isEqualTo(9_000);
    assertThat(facts.at(9_000).shown(rules, Facet.PRICE).changesAtMs()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void openBoundsHoldSinceEverAndWithoutEnd() {
    assertThat(facts.at(0).shownPrice(rules(null, END, Sale.Show.REPLACE)).amount())
        .isEqualTo("13.20");
    assertThat(facts.at(99_000).shownPrice(rules(BEGIN, null, Sale.Show.REPLACE)).amount())
        .isEqualTo("13.20");
    assertThat(facts.shown(rules(BEGIN, null, Sale.Show.REPLACE), Facet.PRICE).changesAtMs())
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void saleThatNeverIsOnIsRefused() {
    assertThatThrownBy(() -> rules(BEGIN, BEGIN, Sale.Show.REPLACE))
        .hasMessageStartingWith("until must lie after from");
    assertThatThrownBy(() -> rules(END, BEGIN, Sale.Show.REPLACE))
        .hasMessageStartingWith("until must lie after from");
  }

  @Test
  void priceOutsideOfTheSaleIsCrossedOutOnlyWhenHigher() {
    ChannelRules rules = rules(null, null, Sale.Show.CROSSED_OUT);

    assertThat(facts.shownPrice(rules))
        .isEqualTo(new ChannelValue.Price(money("13.20"), "EUR", money("18.70")));
    assertThat(facts.price("retail", "12.00").shownPrice(rules).compareAt()).isNull();
    assertThat(facts.price("retail", "11.00").shownPrice(rules).compareAt()).isNull();
    assertThat(facts.withdrawn("retail").shownPrice(rules))
        .isEqualTo(new ChannelValue.Price(money("13.20"), "EUR", null));
  }

  @Test
  void skuWithoutASalePriceIsNotInTheSale() {
    ChannelRules rules = rules(null, null, Sale.Show.CROSSED_OUT);

    facts.withdrawn("outlet");

    assertThat(facts.shownPrice(rules))
        .isEqualTo(new ChannelValue.Price(money("18.70"), "EUR", null));
  }

  @Test
  void saleInAnotherCurrencyIsRefused() {
    PriceSource pounds = new PriceSource(Rules.OUTLET, null, "GBP", money("0.86"));
    Sale sale = new Sale(pounds, null, null, Sale.Show.REPLACE);

    assertThatThrownBy(
            () -> new PriceRules(PriceSource.of(Rules.RETAIL), sale, List.of(), PriceSteps.NONE))
        .hasMessage("sale must be in the currency of the channel, EUR");
  }
}
