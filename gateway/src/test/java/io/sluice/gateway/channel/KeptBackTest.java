package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Guard;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.PriceSource;
import io.sluice.gateway.rules.PriceSteps;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.StockRules;
import io.sluice.gateway.rules.StockSteps;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is held, and what was thrown away, stays so whatever the rules become and over starts. */
class KeptBackTest {
  private static final PriceList LIST = new PriceList("default", "EUR", Percent.of("19"));

  private final SamplePlan plan = SamplePlan.state();

  private SamplePlan rules(Rules rules) {
    plan.rules = rules.build();
    plan.fingerprint = "rules of " + System.identityHashCode(plan.rules);
    return plan;
  }

  private static Rules markup(String percent) {
    return new Rules()
        .price(
            new PriceRules(
                PriceSource.of(LIST),
                null,
                List.of(),
                PriceSteps.NONE.withMarkup(Percent.of(percent))));
  }

  private static Rules delisting() {
    return new Rules()
        .assortment(
            new Assortment(
                null,
                EnumSet.allOf(Facet.class),
                true,
                Assortment.Then.DELIST,
                Assortment.Then.DELIST));
  }

  private static Guard leaving() {
    return new Guard(null, null, null, null, Percent.of("10"), null);
  }

  private static Guard prices() {
    return new Guard(Percent.of("40"), null, new BigDecimal("0.50"), null, null, null);
  }

  private VirtualChannel shop(int skus, Guard guard) {
    plan.guard = guard;
    plan.parallel = 16;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.commitMs = () -> 1;
    IntStream.range(0, skus)
        .forEach(
            i -> {
              shop.publish("sku-" + i, SampleEvents.stock(10));
              shop.publish("sku-" + i, SampleEvents.price("20.00"));
            });
    shop.drain();
    return shop;
  }

  private static void letGo(VirtualChannel shop, String why) {
    HeldQuery query = new HeldQuery("shop", why, null);
    long now = shop.time.nowMs();
    assertThat(shop.channel.letGo(query, 0, 100_000, now, now).decided()).isPositive();
  }

  private static long held(VirtualChannel shop) {
    return shop.heldByRules().size();
  }

  private static long stock(VirtualChannel shop, String sku) {
    return ((Value.Stock) shop.checker.lastApplied(sku, "STOCK").value()).quantity();
  }

  private static long outOfStock(VirtualChannel shop, int skus) {
    return IntStream.range(0, skus).filter(i -> stock(shop, "sku-" + i) == 0).count();
  }

  private static List<ChannelUpdate> saidSince(VirtualChannel shop, int before) {
    return List.copyOf(shop.checker.begun().subList(before, shop.checker.begun().size()));
  }

  private static void checkpointAll(VirtualChannel shop) {
    for (int i = 0; i < 3_000; i++) {
      shop.checkpoint();
      shop.run(5);
    }
  }

  /** Fifty are discontinued, which puts ten out of stock. */
  private VirtualChannel shopWithFortyThatWaitToLeave() {
    rules(markup("0"));
    VirtualChannel shop = shop(100, leaving());
    IntStream.range(0, 50).forEach(i -> shop.publish("sku-" + i, new Change.Discontinued()));
    shop.drain();
    assertThat(outOfStock(shop, 100)).isEqualTo(10);
    assertThat(held(shop)).isEqualTo(40);
    return shop;
  }

  @Test
  void otherRulesLetNoneLeaveThatWaitsForAPerson() {
    VirtualChannel shop = shopWithFortyThatWaitToLeave();

    shop.reconfigure(rules(markup("5")));
    shop.drain();

    assertThat(outOfStock(shop, 100)).isEqualTo(10);
    assertThat(held(shop)).isEqualTo(40);
  }

  @Test
  void rulesThatChangedDuringAStopDoNotEither() {
    VirtualChannel shop = shopWithFortyThatWaitToLeave();

    shop.crash(rules(markup("5")));
    shop.drain();

    assertThat(outOfStock(shop, 100)).isEqualTo(10);
    assertThat(held(shop)).isEqualTo(40);
  }

  @Test
  void otherRulesHaveWhatWasThrownAwayJudgedAnew() {
    VirtualChannel shop = shopWithFortyThatWaitToLeave();
    letGo(shop, "guard");
    assertThat(held(shop)).isZero();

    shop.reconfigure(rules(markup("5")));
    shop.drain();

    assertThat(outOfStock(shop, 100)).isEqualTo(10);
    assertThat(held(shop)).isEqualTo(40);
  }

  @Test
  void noProductWaitsForAPersonOnceNoneOfThoseBeforeDoesAnyMore() {
    VirtualChannel shop = shopWithFortyThatWaitToLeave();
    shop.reconfigure(
        rules(
            new Rules()
                .assortment(
                    new Assortment(
                        Rules.when("stock > 5"),
                        EnumSet.allOf(Facet.class),
                        true,
                        Assortment.Then.OUT_OF_STOCK,
                        Assortment.Then.LEAVE))));
    shop.drain();
    assertThat(held(shop)).isZero();
    shop.run(2 * 3_600_000);
    shop.crash();

    shop.publish("sku-99", SampleEvents.stock(3));
    shop.drain();

    assertThat(held(shop)).isZero();
    assertThat(stock(shop, "sku-99")).isZero();
  }

  @Test
  void aStartDoesNotAskAgainForAFirstPriceThatWasThrownAway() {
    rules(markup("0"));
    VirtualChannel shop = shop(2, prices());
    shop.publish("new", SampleEvents.stock(5));
    shop.publish("new", SampleEvents.price("0.20"));
    shop.drain();
    letGo(shop, "guard");
    shop.run(1_000);

    shop.crash();
    shop.drain();

    assertThat(held(shop)).isZero();
    assertThat(shop.checker.lastApplied("new", "PRICE")).isNull();
  }

  /** Its stock is held, because nobody knows what it costs. */
  private VirtualChannel shopThatHoldsAStock() {
    rules(
        new Rules()
            .price(PriceRules.of(LIST))
            .stock(
                new StockRules(
                    Rules.VOCABULARY.forStock().condition("cost < 5.0"),
                    Set.of(),
                    List.of(),
                    StockSteps.NONE)));
    VirtualChannel shop = new VirtualChannel(plan);
    shop.publish(
        "a",
        new Change.Price(
            "default", BigDecimal.TEN, "EUR", new BigDecimal("4.00"), null, null, null));
    shop.publish("a", SampleEvents.stock(9));
    shop.drain();
    shop.publish("a", SampleEvents.price("10.00"));
    shop.publish("a", SampleEvents.stock(12));
    shop.drain();
    assertThat(shop.heldByRules()).extracting(HeldView::part).containsExactly("stock");
    return shop;
  }

  @Test
  void aStartDoesNotHoldAStockAgainThatWasLoweredAndThrownAway() {
    VirtualChannel shop = shopThatHoldsAStock();
    shop.publish("a", SampleEvents.stock(3));
    shop.drain();
    assertThat(stock(shop, "a")).isEqualTo(3);
    letGo(shop, "incomplete");
    shop.run(1_000);

    shop.crash();
    shop.drain();

    assertThat(held(shop)).isZero();
  }

  @Test
  void aStockThatIsOnItsWayWhenItIsThrownAwayBringsNothingBack() {
    VirtualChannel shop = shopThatHoldsAStock();
    int before = shop.checker.begun().size();
    shop.channel.touch("a", "stock/default", true, shop.time.nowMs());
    assertThat(saidSince(shop, before)).as("at most what it shows").hasSize(1);
    assertThat(held(shop)).isEqualTo(1);

    letGo(shop, "incomplete");
    shop.drain();

    assertThat(held(shop)).isZero();
    shop.crash();
    shop.drain();
    assertThat(held(shop)).isZero();
    shop.publish("a", SampleEvents.stock(2));
    shop.drain();
    assertThat(stock(shop, "a")).as("what is gone is not sold").isEqualTo(2);
  }

  @Test
  void aStockFallsThatCameBeforeItsProductHadToWaitToLeave() {
    rules(delisting());
    VirtualChannel shop = shop(30, leaving());
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    for (int i = 0; i < 10; i++) {
      shop.publish("sku-" + i, SampleEvents.stock(2));
      shop.publish("sku-" + i, new Change.Discontinued());
    }
    shop.run(1_000);

    shop.channel.resume(shop.time.nowMs());
    shop.drain();

    assertThat(held(shop)).isEqualTo(7);
    List<String> waiting = shop.heldByRules().stream().map(HeldView::sku).toList();
    assertThat(waiting).allMatch(sku -> stock(shop, sku) == 2);
  }

  @Test
  void theStockOfAProductThatIsNotToLeaveFallsAsEver() {
    rules(delisting());
    VirtualChannel shop = shop(30, leaving());
    IntStream.range(0, 10).forEach(i -> shop.publish("sku-" + i, new Change.Discontinued()));
    shop.drain();
    assertThat(held(shop)).isEqualTo(7);
    letGo(shop, "guard");

    shop.publish("sku-9", SampleEvents.stock(1));
    shop.drain();

    assertThat(stock(shop, "sku-9")).isEqualTo(1);
    assertThat(held(shop)).isZero();
  }

  @Test
  void aPriceThatIsHeldStaysSoWhenItsProductIsListedAnew() {
    rules(markup("0"));
    VirtualChannel shop = shop(2, prices());
    shop.publish("sku-1", SampleEvents.product("p"));
    shop.publish("sku-1", SampleEvents.price("2.00"));
    shop.drain();
    assertThat(held(shop)).isEqualTo(1);
    shop.farEnd(
        (updates, nowMs) ->
            updates.stream()
                .map(
                    update ->
                        update.value() instanceof Value.Stock
                            ? new Outcome.NotListed("not here")
                            : (Outcome) Outcome.Accepted.PLAIN)
                .toList());
    shop.publish("sku-1", SampleEvents.stock(3));
    shop.run(1_000);
    int before = shop.checker.begun().size();

    shop.farEnd(FarEnd.ACCEPTS);
    shop.publish("sku-1", SampleEvents.product("p"));
    shop.drain();

    assertThat(saidSince(shop, before))
        .extracting(ChannelUpdate::facet)
        .contains(io.sluice.adapter.Facet.PRODUCT)
        .doesNotContain(io.sluice.adapter.Facet.PRICE);
    assertThat(held(shop)).isEqualTo(1);
  }

  // --- resync --cancel --------------------------------------------------------------------------

  /** Other rules hold, and few of the products were looked at. */
  private static void cancelSoon(VirtualChannel shop) {
    shop.run(60);
    assertThat(shop.channel.cancelResync("anna", shop.time.nowMs())).isTrue();
    shop.drain();
  }

  @Test
  void cancellingForgetsNothingThatAnEventBroughtAndThatIsHeld() {
    rules(markup("0"));
    VirtualChannel shop = shop(2_000, prices());
    shop.publish("sku-1999", SampleEvents.price("0.20"));
    shop.drain();
    assertThat(held(shop)).isEqualTo(1);

    shop.reconfigure(rules(markup("0").stock(StockSteps.NONE.withKeepBack(1))));
    cancelSoon(shop);
    checkpointAll(shop);
    shop.crash();
    shop.drain();

    assertThat(held(shop)).isEqualTo(1);
    assertThat(stock(shop, "sku-1999")).as("was cancelled").isEqualTo(10);
  }

  @Test
  void cancellingStopsRulesThatReadMoreThanThoseBefore() {
    rules(markup("0"));
    VirtualChannel shop = shop(2_000, Guard.NONE);
    // Every stock is newer than its product's price now.
    IntStream.range(0, 2_000).forEach(i -> shop.publish("sku-" + i, SampleEvents.stock(5)));
    shop.drain();
    int before = shop.checker.begun().size();

    ChannelRules mistaken = delisting().build();
    shop.reconfigure(
        rules(
            delisting()
                .assortment(mistaken.assortment().withOnlyIf(Rules.when("stock > 7")))
                .price(PriceRules.of(LIST))));
    cancelSoon(shop);

    assertThat(saidSince(shop, before)).hasSizeLessThan(1_500);
    checkpointAll(shop);
    int then = shop.checker.begun().size();
    shop.crash();
    shop.drain();
    assertThat(saidSince(shop, then)).isEmpty();
  }

  @Test
  void whatIsThrownAwayStaysSoWhereOtherRulesAreCancelled() {
    rules(markup("0"));
    VirtualChannel shop = shop(2_000, prices());
    shop.publish("sku-1999", SampleEvents.price("0.20"));
    shop.drain();
    letGo(shop, "guard");

    shop.reconfigure(rules(markup("0").stock(StockSteps.NONE.withKeepBack(1))));
    cancelSoon(shop);

    assertThat(held(shop)).isZero();
    assertThat(
            shop.channel
                .delivery(shop.catalog.find("sku-1999"), Facet.PRICE, shop.time.nowMs())
                .state())
        .isEqualTo("discarded");
  }
}
