package io.sluice.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.source.Facet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StockRulesTest {
  private final SaidFacts facts = new SaidFacts(Rules.VOCABULARY);
  private final ChannelRules everything = new Rules().build();

  private static ChannelRules of(Set<String> warehouses) {
    return new Rules().stock(new StockRules(null, warehouses, List.of(), StockSteps.NONE)).build();
  }

  @Test
  void onlyTheChannelsWarehousesCount() {
    facts.stock("BER", 10).stock("HAM", 2).stock("AMS", 100);

    assertThat(facts.shownStock(of(Set.of("BER", "HAM")))).isEqualTo(12);
    assertThat(facts.shownStock(everything)).isEqualTo(112);
  }

  @Test
  void aWarehouseBelowNothingTakesNothingFromTheOthers() {
    facts.stock("BER", 10).stock("HAM", -3);

    assertThat(facts.shownStock(everything)).isEqualTo(10);
  }

  @Test
  void stocksBeyondAllMeasureDoNotOverflow() {
    facts.stock("BER", Long.MAX_VALUE).stock("HAM", Long.MAX_VALUE);

    assertThat(facts.shownStock(everything)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void withoutAWordFromItsWarehousesThereIsNothingToSay() {
    facts.stock("AMS", 5);

    assertThat(facts.render(of(Set.of("BER")), Facet.STOCK))
        .isEqualTo(new RuleResult.Nothing("no stock was received yet", Long.MAX_VALUE));
  }

  @Test
  void somebodyElsesStockIsLeftAlone() {
    StockRules rules =
        new StockRules(
            Rules.VOCABULARY.forStock().condition("!attr.fba"),
            Set.of(),
            List.of(),
            StockSteps.NONE);
    facts.stock("BER", 5).product("{\"attributes\": {\"fba\": true}}");

    assertThat(facts.render(new Rules().stock(rules).build(), Facet.STOCK))
        .isInstanceOf(RuleResult.Nothing.class);
  }

  @Test
  void aRuleMayReadWhatThePriceCameTo() {
    Rule<StockSteps> dear =
        new Rule<>(
            Rules.VOCABULARY.forStock().condition("channel_price >= 100"),
            StockSteps.NONE.withAtMost(1));
    ChannelRules rules =
        new Rules()
            .price(PriceSteps.NONE.withMarkup(Percent.of("10")))
            .stock(new StockRules(null, Set.of(), List.of(dear), StockSteps.NONE.withAtMost(20)))
            .build();
    facts.stock("BER", 30);

    assertThat(facts.price("retail", "91").shownStock(rules)).isEqualTo(1);
    assertThat(facts.price("retail", "90").shownStock(rules)).isEqualTo(20);
    assertThat(rules.reads(Facet.STOCK))
        .containsExactlyInAnyOrder(Facet.STOCK, Facet.PRICE, Facet.PRODUCT);
  }

  @Test
  void ofAHeldStockItIsKnownHowManyThereAreAtMost() {
    ChannelRules held = new Rules().onlyIf("brand == 'Acme'").build();
    facts.stock("BER", 4);

    assertThat(facts.render(held, Facet.STOCK)).isInstanceOf(RuleResult.Held.class);
    assertThat(facts.stockAtMost(held)).hasValue(4);
    assertThat(facts.stockAtMost(of(Set.of("HAM")))).isEmpty();
  }

  @Test
  void bundleIsTheLeastOfItsParts() {
    facts
        .stockOf("RUNNER", "BER", 7)
        .stockOf("SOCKS", "BER", 9)
        .stockOf("SOCKS", "HAM", 2)
        .product(
            "{\"components\": [{\"sku\": \"RUNNER\", \"quantity\": 1},"
                + " {\"sku\": \"SOCKS\", \"quantity\": 2}]}");

    assertThat(facts.shownStock(everything)).isEqualTo(5);
    assertThat(facts.shownStock(of(Set.of("BER")))).isEqualTo(4);
    long before = facts.position();
    assertThat(facts.positionOf("SKU-0123", everything, Facet.STOCK)).isEqualTo(before);
    assertThat(facts.stockOf("SOCKS", "BER", 0).positionOf("SKU-0123", everything, Facet.STOCK))
        .isEqualTo(before + 1);
  }

  @Test
  void partThatIsListedTwiceIsNeededTwice() {
    facts
        .stockOf("SOCKS", "BER", 9)
        .product(
            "{\"components\": [{\"sku\": \"SOCKS\", \"quantity\": 2},"
                + " {\"sku\": \"SOCKS\", \"quantity\": 2}]}");

    assertThat(facts.shownStock(everything)).isEqualTo(2);
  }

  @Test
  void bundleWithAPartOfUnknownStockIsHeld() {
    facts.product("{\"components\": [{\"sku\": \"SOCKS\", \"quantity\": 2}]}");

    assertThat(facts.render(everything, Facet.STOCK))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.INCOMPLETE,
                "no stock of SOCKS, a part of this bundle, was received yet",
                Long.MAX_VALUE));
  }

  @Test
  void bundleWithAStockOfItsOwnHasThat() {
    facts
        .stock("BER", 3)
        .stockOf("SOCKS", "BER", 100)
        .product("{\"components\": [{\"sku\": \"SOCKS\", \"quantity\": 2}]}");

    assertThat(facts.shownStock(everything)).isEqualTo(3);
    assertThat(facts.renderWithoutContent(everything, Facet.STOCK))
        .isInstanceOf(RuleResult.Shown.class);
  }

  @Test
  void stepsThatMakeNoSenseAreRefusedAllTogether() {
    assertThatThrownBy(() -> new StockSteps(-1L, Percent.of("101"), -1L, -1L))
        .hasMessage(
            "keep_back must be 0 or more; share must be from 0% to 100%; "
                + "at_most must be 0 or more; out_of_stock_below must be 0 or more");
  }
}
