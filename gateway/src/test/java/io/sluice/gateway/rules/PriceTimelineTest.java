package io.sluice.gateway.rules;

import static io.sluice.gateway.rules.Rules.money;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.Facet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A price at all times that anybody spoke of, each after all rules. */
class PriceTimelineTest {
  private static final Instant BEGIN = Instant.ofEpochMilli(5_000);
  private static final Instant END = Instant.ofEpochMilli(9_000);
  private static final PriceSteps STEPS =
      PriceSteps.NONE.withMarkup(Percent.of("10")).withRound(Rounding.upTo(money(".99")));

  private final SaidFacts facts = new SaidFacts(Rules.VOCABULARY).price("retail", "17.00");

  private static Rules rules() {
    return rules(new Sale(PriceSource.of(Rules.OUTLET), BEGIN, END, Sale.Show.CROSSED_OUT));
  }

  private static Rules rules(@Nullable Sale sale) {
    PriceSource reduced = new PriceSource(Rules.RETAIL, Percent.of("7"), "EUR", money("1"));
    return new Rules().price(new PriceRules(reduced, sale, List.of(), STEPS));
  }

  private List<PriceSpan> spans(Rules rules) {
    return PriceTimeline.of(rules.build(), facts.find(SaidFacts.SKU), null, facts);
  }

  private static PriceSpan span(
      long from, long until, @Nullable String price, @Nullable String was, boolean lasts) {
    ChannelValue.Price shown =
        price == null
            ? null
            : new ChannelValue.Price(money(price), "EUR", was == null ? null : money(was));
    return new PriceSpan(from, until, shown, lasts);
  }

  @Test
  void eachPriceHasGoneThroughVatMarkupAndRounding() {
    facts.price("outlet", "12.00");

    // 17.00 / 1.19 * 1.07 * 1.10 = 16.81, 12.00 * 1.10 = 13.20: the sale's VAT is its list's own
    assertThat(spans(rules()))
        .containsExactly(
            span(Long.MIN_VALUE, 5_000, "16.99", null, true),
            span(5_000, 9_000, "13.99", "16.99", false),
            span(9_000, Long.MAX_VALUE, "16.99", null, true));
  }

  @Test
  void whatNoDateChangesHasNoSpans() {
    assertThat(spans(rules(null))).isEmpty();
    assertThat(spans(rules())).as("not in the sale's list").isEmpty();
  }

  @Test
  void priceThatIsAnnouncedWithoutAnEndLasts() {
    facts.price("retail", money("20.00"), null, null, BEGIN, null);

    assertThat(spans(rules(null)))
        .containsExactly(
            span(Long.MIN_VALUE, 5_000, "16.99", null, true),
            span(5_000, Long.MAX_VALUE, "19.99", null, true));
  }

  @Test
  void priceWithAnEndWithinASaleWithoutOneIsForAWhile() {
    facts.price("outlet", "12.00").price("outlet", money("11.00"), null, null, BEGIN, END);
    Sale sale = new Sale(PriceSource.of(Rules.OUTLET), null, null, Sale.Show.REPLACE);

    assertThat(spans(rules(sale)))
        .containsExactly(
            span(Long.MIN_VALUE, 5_000, "13.99", null, true),
            span(5_000, 9_000, "12.99", null, false),
            span(9_000, Long.MAX_VALUE, "13.99", null, true));
  }

  @Test
  void whileNothingIsShownThereIsNoPrice() {
    facts.price("retail", money("9.00"), null, null, BEGIN, END);

    assertThat(spans(rules(null).onlyIf("price >= 10")))
        .containsExactly(
            span(Long.MIN_VALUE, 5_000, "16.99", null, true),
            span(5_000, 9_000, null, null, false),
            span(9_000, Long.MAX_VALUE, "16.99", null, true));
  }

  @Test
  void freezeMovesBothEndsOfASaleToItsOwnEnd() {
    facts.price("outlet", "12.00");

    assertThat(spans(rules().freeze(freeze(4_000, 6_000), freeze(8_000, 9_500))))
        .containsExactly(
            span(Long.MIN_VALUE, 6_000, "16.99", null, true),
            span(6_000, 9_500, "13.99", "16.99", false),
            span(9_500, Long.MAX_VALUE, "16.99", null, true));
    assertThat(spans(rules().freeze(freeze(2_000, 6_000), freeze(5_500, 10_000))))
        .as("all of the sale lies in freezes that meet")
        .containsExactly(span(Long.MIN_VALUE, Long.MAX_VALUE, "16.99", null, true));
  }

  private static Freeze freeze(long from, long until) {
    return new Freeze(
        "f",
        Set.of(Facet.PRICE),
        Instant.ofEpochMilli(from),
        Instant.ofEpochMilli(until),
        ZoneOffset.UTC);
  }
}
