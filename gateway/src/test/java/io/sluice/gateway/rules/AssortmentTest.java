package io.sluice.gateway.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.source.Facet;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Selection, SKU, and who may have a name. */
class AssortmentTest {
  private static final String NOT_TAKEN = "only_if is no";
  private final SaidFacts facts = new SaidFacts(Rules.VOCABULARY).stock("BER", 5);

  private RuleResult stock(ChannelRules rules) {
    return facts.render(rules, Facet.STOCK);
  }

  private static Assortment leaving(Assortment.Then excluded, Assortment.Then discontinued) {
    return new Assortment(null, Set.of(Facet.STOCK), true, excluded, discontinued);
  }

  @Test
  void whatOnlyIfDoesNotTakeLeaves() {
    ChannelRules rules =
        new Rules()
            .assortment(leaving(Assortment.Then.DELIST, Assortment.Then.LEAVE))
            .onlyIf("brand == \"Acme\"")
            .build();

    facts.product("{\"brand\": \"NoName\"}");
    assertThat(stock(rules))
        .isEqualTo(
            new RuleResult.Excluded(
                SaidFacts.SKU, Assortment.Then.DELIST, NOT_TAKEN, Long.MAX_VALUE));

    facts.product("{\"brand\": \"Acme\"}");
    assertThat(stock(rules)).isInstanceOf(RuleResult.Shown.class);

    facts.discontinued(SaidFacts.SKU);
    assertThat(stock(rules))
        .isEqualTo(
            new RuleResult.Excluded(
                SaidFacts.SKU,
                Assortment.Then.LEAVE,
                "the product is discontinued",
                Long.MAX_VALUE));
  }

  @Test
  void aFactNeverReceivedHolds() {
    ChannelRules rules =
        new Rules().onlyIf("brand == \"Acme\" && price >= 10").price(PriceSteps.NONE).build();

    assertThat(stock(rules))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.INCOMPLETE,
                "only_if depends on 'brand', and that was never received",
                Long.MAX_VALUE));
    facts.product("{\"brand\": \"Acme\"}");
    assertThat(stock(rules))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.INCOMPLETE,
                "only_if depends on 'price', and that was never received",
                Long.MAX_VALUE));
    facts.product("{\"brand\": \"Other\"}");
    assertThat(stock(rules)).isInstanceOf(RuleResult.Excluded.class);
  }

  @Test
  void aPriceThatEndsChangesTheSelectionByTimeAlone() {
    ChannelRules rules = new Rules().onlyIf("price >= 10").price(PriceSteps.NONE).build();
    facts.price("retail", Rules.money("17"), null, null, null, Instant.ofEpochMilli(9_000));

    assertThat(facts.at(1_000).shown(rules, Facet.STOCK).changesAtMs()).isEqualTo(9_000);
    assertThat(facts.at(9_000).render(rules, Facet.STOCK)).isInstanceOf(RuleResult.Excluded.class);
  }

  @Test
  void anExpressionThatFailsHoldsThatSkuAndSaysWhy() {
    ChannelRules rules = new Rules().onlyIf("attr.weight_kg > 2").build();
    facts
        .product("{\"attributes\": {\"weight_kg\": \"heavy\"}}")
        .stockOf("OTHER", "BER", 3)
        .productOf("OTHER", "{\"attributes\": {\"weight_kg\": \"2.5\"}}");

    assertThat(stock(rules))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.MAPPING,
                "only_if: attribute weight_kg is 'heavy', declared is number",
                Long.MAX_VALUE));
    assertThat(facts.render(rules, "OTHER", Facet.STOCK, null))
        .isInstanceOf(RuleResult.Shown.class);
  }

  @Test
  void whatIsNotSentIsNotCalculated() {
    ChannelRules rules =
        new Rules()
            .assortment(leaving(Assortment.Then.LEAVE, Assortment.Then.LEAVE))
            .onlyIf("attr.fba")
            .build();

    assertThat(facts.render(rules, Facet.PRICE)).isInstanceOf(RuleResult.Nothing.class);
  }

  private static ChannelRules named(Map<String, String> aliases, SkuRule.Otherwise otherwise) {
    return new Rules().sku(new SkuRule(aliases, "DE-", "-X", otherwise)).build();
  }

  @Test
  void skuIsTheAliasBetweenPrefixAndSuffix() {
    ChannelRules known = named(Map.of(SaidFacts.SKU, "A"), SkuRule.Otherwise.HOLD);
    Map<String, String> others = Map.of("OTHER", "A");

    assertThat(facts.shown(known, Facet.STOCK).sku()).isEqualTo("DE-A-X");
    assertThat(facts.shown(named(others, SkuRule.Otherwise.SAME), Facet.STOCK).sku())
        .isEqualTo("DE-SKU-0123-X");
    assertThat(stock(named(others, SkuRule.Otherwise.HOLD)))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.MAPPING, "sku.alias has no row for SKU-0123", Long.MAX_VALUE));
    assertThat(stock(named(others, SkuRule.Otherwise.SKIP)))
        .isEqualTo(new RuleResult.Nothing("sku.alias has no row for SKU-0123", Long.MAX_VALUE));
  }

  @Test
  void excludedSkuWithoutANameLeavesNothingBehind() {
    ChannelRules rules =
        new Rules()
            .onlyIf("sku == 'OTHER'")
            .sku(new SkuRule(Map.of("OTHER", "A"), "", "", SkuRule.Otherwise.HOLD))
            .build();

    assertThat(stock(rules))
        .isEqualTo(
            new RuleResult.Excluded(null, Assortment.Then.OUT_OF_STOCK, NOT_TAKEN, Long.MAX_VALUE));
  }

  @Test
  void secondOfTwoThatMeetInOneIsHeldAndNeverTakesItAway() {
    // The row goes before the SKU that has the name itself.
    ChannelRules rules = named(Map.of("NEW", SaidFacts.SKU), SkuRule.Otherwise.SAME);
    facts.stockOf("NEW", "BER", 7);

    assertThat(stock(rules))
        .isEqualTo(
            new RuleResult.Held(
                HoldReason.ALIAS_COLLISION,
                "NEW goes by the name DE-SKU-0123-X there",
                Long.MAX_VALUE));
    assertThat(facts.render(rules, "NEW", Facet.STOCK, null)).isInstanceOf(RuleResult.Shown.class);
    facts.discontinued("NEW");
    assertThat(stock(rules)).isInstanceOf(RuleResult.Held.class);
    facts.discontinued(SaidFacts.SKU);
    assertThat(stock(rules))
        .isEqualTo(
            new RuleResult.Nothing(
                "the product is discontinued, and NEW has its name there", Long.MAX_VALUE));
  }

  @Test
  void ofTwoRowsTheFirstHasTheName() {
    Map<String, String> aliases = new LinkedHashMap<>();
    aliases.put("Z", "A");
    aliases.put("B", "A");
    aliases.put("C", "C");
    SkuRule rule = new SkuRule(aliases, "", "", SkuRule.Otherwise.SAME);

    assertThat(rule.owner("B", "A")).isEqualTo("Z");
    assertThat(rule.owner("A", "A")).isEqualTo("Z");
    assertThat(rule.owner("Z", "A")).isNull();
    assertThat(rule.owner("C", "C")).isNull();
  }

  @Test
  void aRuleThatComesTooEarlyOrReadsAPriceWithoutAListIsRefused() {
    Rules early =
        new Rules()
            .price(PriceSteps.NONE)
            .assortment(
                Assortment.ALL.withOnlyIf(
                    Rules.VOCABULARY.forFields().condition("channel_stock > 0")));
    assertThatThrownBy(early::build).hasMessageContaining("come before channel_price");
    assertThatThrownBy(() -> new Rules().onlyIf("price > 1").build())
        .hasMessage("price.list is missing: a rule reads the price");
  }
}
