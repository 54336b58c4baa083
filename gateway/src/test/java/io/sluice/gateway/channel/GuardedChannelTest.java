package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldStep;
import io.sluice.gateway.operations.IncidentView;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Guard;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.PriceSource;
import io.sluice.gateway.rules.PriceSteps;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.StockSteps;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes too far at once waits for a person; one incident, one decision. */
class GuardedChannelTest {
  private static final int SKUS = 5_000;
  private static final HeldQuery ALL = new HeldQuery("shop", null, null);

  private final SamplePlan plan = SamplePlan.state();

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

  private static Guard prices() {
    return new Guard(Percent.of("40"), Percent.of("200"), new BigDecimal("0.50"), null, null, null);
  }

  private static ChannelRules markup(String percent) {
    return new Rules()
        .price(
            new PriceRules(
                PriceSource.of(new PriceList("default", "EUR", Percent.of("19"))),
                null,
                List.of(),
                PriceSteps.NONE.withMarkup(Percent.of(percent))))
        .build();
  }

  private static Guard leaving() {
    return new Guard(null, null, null, null, Percent.of("10"), null);
  }

  private static List<ChannelUpdate> saidSince(VirtualChannel shop, int before) {
    return List.copyOf(shop.checker.begun().subList(before, shop.checker.begun().size()));
  }

  private static String price(VirtualChannel shop, String sku) {
    Value.Price price = (Value.Price) shop.checker.lastApplied(sku, "PRICE").value();
    return String.valueOf(price.prices().get(0).amount());
  }

  /** A feed divides all prices by 100. */
  private static int flood(VirtualChannel shop) {
    int before = shop.checker.begun().size();
    IntStream.range(0, SKUS).forEach(i -> shop.publish("sku-" + i, SampleEvents.price("0.20")));
    shop.drain();
    return before;
  }

  private static int approve(VirtualChannel shop, HeldQuery query) {
    int decided = 0;
    HeldStep step = new HeldStep(0, 0);
    while (step.next() >= 0) {
      step = shop.channel.approve(query, step.next(), 256, shop.time.nowMs(), shop.time.nowMs());
      decided += step.decided();
    }
    return decided;
  }

  private static int letGo(VirtualChannel shop, HeldQuery query) {
    int decided = 0;
    HeldStep step = new HeldStep(0, 0);
    while (step.next() >= 0) {
      step = shop.channel.letGo(query, step.next(), 256, shop.time.nowMs(), shop.time.nowMs());
      decided += step.decided();
    }
    return decided;
  }

  private static IncidentView incident(VirtualChannel shop) {
    return shop.channel.backlog().incident(shop.time.nowMs());
  }

  @Test
  void aFeedThatDividesPricesChangesNothingAndIsOneIncident() {
    VirtualChannel shop = shop(SKUS, prices());

    int before = flood(shop);

    assertThat(saidSince(shop, before)).isEmpty();
    IncidentView incident = incident(shop);
    assertThat(incident.held()).isEqualTo(SKUS);
    assertThat(incident.examples()).hasSize(3);
    assertThat(incident.examples().get(0).code()).isEqualTo("price_never_below");
    assertThat(incident.examples().get(0).reason()).isEqualTo("price 20.00 -> 0.20: below 0.5");
    assertThat(shop.channel.owed()).as("nothing of it counts as backlog").isZero();
    assertThat(shop.heldByRules()).hasSize(SKUS).allMatch(held -> held.why().equals("guard"));
  }

  private static Change price(String list, String amount, String currency) {
    return new Change.Price(list, new BigDecimal(amount), currency, null, null, null, null);
  }

  @Test
  void eachPriceListIsHeldAgainstItself() {
    VirtualChannel shop = shop(1, prices());
    shop.publish("sku-0", price("outlet", "9.50", "EUR"));
    shop.drain();
    assertThat(incident(shop).examples().get(0).reason()).contains("price 20.00 -> 9.50");
    approve(shop, ALL);
    shop.drain();
    int before = shop.checker.begun().size();

    shop.publish("sku-0", price("japan", "3000", "JPY"));
    shop.drain();
    assertThat(saidSince(shop, before)).hasSize(1);
    shop.publish("sku-0", SampleEvents.price("10.00"));
    shop.drain();
    assertThat(incident(shop).examples().get(0).reason()).contains("price 20.00 -> 10.00");
    shop.publish("sku-0", SampleEvents.price("61.00"));
    shop.drain();
    assertThat(incident(shop).examples().get(0).reason()).contains("price 20.00 -> 61.00");
    shop.crash();
    shop.drain();
    assertThat(incident(shop).held()).isEqualTo(1);

    shop.publish("sku-0", SampleEvents.price("21.00"));
    shop.publish("sku-0", price("outlet", "8.00", "EUR"));
    shop.drain();

    assertThat(incident(shop)).isNull();
    assertThat(saidSince(shop, before).size()).isBetween(2, 3);
  }

  @Test
  void decisionAboutOnePriceIsNoneAboutTheOthers() {
    VirtualChannel shop = shop(1, prices());
    shop.publish("sku-0", price("outlet", "19.00", "EUR"));
    shop.drain();
    shop.publish("sku-0", price("outlet", "10.00", "EUR"));
    shop.drain();
    int before = shop.checker.begun().size();

    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    approve(shop, ALL);
    shop.publish("sku-0", SampleEvents.price("10.50"));
    shop.run(100);
    shop.channel.resume(shop.time.nowMs());
    shop.drain();

    assertThat(saidSince(shop, before)).isEmpty();
    assertThat(incident(shop).held()).isEqualTo(1);
  }

  @Test
  void oneDecisionLetsAllOfItThroughEachOnce() {
    VirtualChannel shop = shop(SKUS, prices());
    int before = flood(shop);

    assertThat(approve(shop, ALL)).isEqualTo(SKUS);
    shop.drain();

    assertThat(saidSince(shop, before)).hasSize(SKUS);
    assertThat(saidSince(shop, before)).extracting(ChannelUpdate::sku).doesNotHaveDuplicates();
    assertThat(price(shop, "sku-7")).isEqualTo("0.20");
    assertThat(incident(shop)).isNull();
    EndState.checkState(shop);
  }

  @Test
  void oneDecisionThrowsAllOfItAwayAlsoAfterAKill() {
    VirtualChannel shop = shop(SKUS, prices());
    int before = flood(shop);

    assertThat(letGo(shop, ALL)).isEqualTo(SKUS);
    shop.drain();
    shop.crash(plan);
    shop.drain();

    assertThat(saidSince(shop, before)).isEmpty();
    assertThat(incident(shop)).isNull();
    shop.publish("sku-1", SampleEvents.price("19.00"));
    shop.drain();
    assertThat(price(shop, "sku-1")).isEqualTo("19.00");
  }

  @Test
  void aKillForgetsNeitherWhatIsHeldNorWhatWasApproved() {
    VirtualChannel shop = shop(100, prices());
    IntStream.range(0, 100).forEach(i -> shop.publish("sku-" + i, SampleEvents.price("5.00")));
    shop.drain();
    shop.farEnd((updates, nowMs) -> FarEnd.all(updates, FarEnd.unreachable()));
    assertThat(approve(shop, new HeldQuery("shop", null, "sku-7"))).isEqualTo(1);
    shop.run(1_000);

    shop.farEnd(FarEnd.ACCEPTS);
    shop.crash(plan);
    shop.drain();

    assertThat(incident(shop).held()).isEqualTo(99);
    assertThat(price(shop, "sku-7")).isEqualTo("5.00");
    assertThat(price(shop, "sku-8")).isEqualTo("20.00");
  }

  @Test
  void aLaterValueWithinTheGuardReleasesWhatWasHeld() {
    VirtualChannel shop = shop(3, prices());
    shop.publish("sku-1", SampleEvents.price("0.20"));
    shop.drain();
    assertThat(incident(shop).held()).isEqualTo(1);

    shop.publish("sku-1", SampleEvents.price("18.00"));
    shop.drain();

    assertThat(incident(shop)).isNull();
    assertThat(price(shop, "sku-1")).isEqualTo("18.00");
  }

  @Test
  void anotherValueThanTheApprovedOneIsJudgedAnew() {
    VirtualChannel shop = shop(3, prices());
    shop.publish("sku-1", SampleEvents.price("5.00"));
    shop.drain();
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    approve(shop, ALL);
    shop.publish("sku-1", SampleEvents.price("2.00"));
    shop.run(1_000);
    shop.channel.resume(shop.time.nowMs());
    shop.drain();

    assertThat(price(shop, "sku-1")).isEqualTo("20.00");
    assertThat(incident(shop).examples().get(0).reason()).startsWith("price 20.00 -> 2.00:");
  }

  @Test
  void firstPricesMayNotBeBelowTheLeastEither() {
    VirtualChannel shop = shop(0, prices());
    shop.publish("new", SampleEvents.price("0.20"));
    shop.publish("other", SampleEvents.price("9999.00"));
    shop.drain();

    assertThat(shop.checker.lastApplied("new", "PRICE")).isNull();
    assertThat(price(shop, "other")).isEqualTo("9999.00");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void priceOfAProductThatIsListedAnewIsComparedWithWhatItWas(boolean letGo) {
    plan.rules = markup("0");
    VirtualChannel shop = shop(1, prices());
    shop.publish("sku-0", SampleEvents.product("p"));
    shop.publish("sku-0", SampleEvents.price("1.00"));
    shop.drain();
    assertThat(incident(shop).held()).isEqualTo(1);
    if (letGo) {
      assertThat(letGo(shop, ALL)).isEqualTo(1);
    }
    shop.farEnd((updates, nowMs) -> FarEnd.all(updates, new Outcome.NotListed("no offer")));
    shop.publish("sku-0", SampleEvents.stock(3));
    shop.run(1_000);
    assertThat(shop.channel.backlog().listed(0)).isEqualTo(Listed.NO);

    shop.farEnd(FarEnd.ACCEPTS);
    shop.publish("sku-0", SampleEvents.product("listed anew"));
    shop.drain();

    assertThat(stock(shop, "sku-0")).isEqualTo(3);
    assertThat(price(shop, "sku-0")).isEqualTo("20.00");
    assertThat(incident(shop).examples().get(0).reason()).startsWith("price 20.00 -> 1.00:");
  }

  @Test
  void stockMayJumpOnlySoFarAndFallAsItLikes() {
    VirtualChannel shop = shop(2, new Guard(null, null, null, 100L, null, null));
    shop.publish("sku-0", SampleEvents.stock(5_000));
    shop.publish("sku-1", SampleEvents.stock(0));
    shop.publish("new", SampleEvents.stock(101));
    shop.drain();

    assertThat(incident(shop).held()).isEqualTo(2);
    assertThat(stock(shop, "sku-0")).isEqualTo(10);
    assertThat(stock(shop, "sku-1")).isZero();
    assertThat(shop.checker.lastApplied("new", "STOCK")).isNull();

    shop.publish("sku-0", SampleEvents.stock(3));
    shop.drain();
    assertThat(stock(shop, "sku-0")).isEqualTo(3);
  }

  private static long stock(VirtualChannel shop, String sku) {
    return ((Value.Stock) shop.checker.lastApplied(sku, "STOCK").value()).quantity();
  }

  @Test
  void priceAndStockOfAProductAreHeldApart() {
    VirtualChannel shop = shop(1, prices());
    shop.publish("sku-0", SampleEvents.price("0.20"));
    shop.publish("sku-0", SampleEvents.stock(4));
    shop.drain();

    assertThat(stock(shop, "sku-0")).isEqualTo(4);
    assertThat(price(shop, "sku-0")).isEqualTo("20.00");
  }

  @Test
  void whenTooManyLeaveTheRestWaitsForAPerson() {
    VirtualChannel shop = shop(100, leaving());
    IntStream.range(0, 50).forEach(i -> shop.publish("sku-" + i, new Change.Discontinued()));
    shop.drain();

    assertThat(gone(shop)).hasSize(10);
    assertThat(incident(shop).held()).isEqualTo(40);
    assertThat(incident(shop).examples().get(0).code()).isEqualTo("leaving_over");

    // An hour later nothing more goes by itself.
    shop.run(2 * 3_600_000);
    shop.publish("sku-60", new Change.Discontinued());
    shop.drain();
    assertThat(gone(shop)).hasSize(10);

    approve(shop, ALL);
    shop.drain();
    assertThat(gone(shop)).hasSize(51);
    assertThat(incident(shop)).isNull();
  }

  private static Set<String> gone(VirtualChannel shop) {
    return shop.checker.begun().stream()
        .filter(update -> update.value() instanceof Value.Discontinued)
        .map(ChannelUpdate::sku)
        .collect(Collectors.toSet());
  }

  @Test
  void aFewThatLeaveEveryHourAreNobodysConcern() {
    VirtualChannel shop = shop(100, leaving());
    for (int hour = 0; hour < 5; hour++) {
      for (int i = 0; i < 5; i++) {
        shop.publish("sku-" + (hour * 5 + i), new Change.Discontinued());
      }
      shop.drain();
      shop.run(3_700_000);
    }

    assertThat(gone(shop)).hasSize(25);
    assertThat(incident(shop)).isNull();
  }

  @Test
  void aConditionThatStopsHoldingForManyIsHeldToo() {
    plan.rules = new Rules().onlyIf("stock > 5").build();
    plan.fingerprint = "only_if";
    VirtualChannel shop = shop(100, leaving());
    IntStream.range(0, 30).forEach(i -> shop.publish("sku-" + i, SampleEvents.stock(3)));
    shop.drain();

    long zero = IntStream.range(0, 100).filter(i -> stock(shop, "sku-" + i) == 0).count();
    assertThat(zero).isEqualTo(10);
    assertThat(incident(shop).held()).isEqualTo(20);
    assertThat(stock(shop, "sku-29")).as("what is gone is not sold meanwhile").isEqualTo(3);
    shop.publish("sku-29", SampleEvents.stock(1));
    shop.drain();
    assertThat(stock(shop, "sku-29")).isEqualTo(1);

    IntStream.range(0, 30).forEach(i -> shop.publish("sku-" + i, SampleEvents.stock(8)));
    shop.drain();
    assertThat(incident(shop)).isNull();
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void manyThatSellOutAreAnAlarmAndAreNotHeldBack() {
    VirtualChannel shop = shop(100, new Guard(null, null, null, null, null, Percent.of("30")));
    IntStream.range(0, 31).forEach(i -> shop.publish("sku-" + i, SampleEvents.stock(0)));
    shop.drain();

    assertThat(stock(shop, "sku-30")).isZero();
    assertThat(shop.channel.backlog().soldOutTooMany(shop.time.nowMs())).isEqualTo(31);
    shop.run(3_700_000);
    assertThat(shop.channel.backlog().soldOutTooMany(shop.time.nowMs())).isZero();
  }

  @Test
  void aLooserGuardLetsGoWhatAStricterOneHeld() {
    VirtualChannel shop = shop(3, prices());
    shop.publish("sku-1", SampleEvents.price("5.00"));
    shop.drain();
    assertThat(price(shop, "sku-1")).isEqualTo("20.00");

    plan.guard = Guard.NONE;
    shop.reconfigure(plan);
    shop.drain();

    assertThat(price(shop, "sku-1")).isEqualTo("5.00");
    assertThat(incident(shop)).isNull();
  }

  @Test
  void rulesThatChangeByMistakeAreHeldLikeAFeed() {
    plan.rules = markup("0");
    plan.fingerprint = "plain";
    VirtualChannel shop = shop(200, prices());
    int before = shop.checker.begun().size();

    plan.rules = markup("-90");
    plan.fingerprint = "markup -90";
    shop.reconfigure(plan);
    shop.drain();

    assertThat(saidSince(shop, before)).isEmpty();
    assertThat(incident(shop).held()).isEqualTo(200);

    assertThat(letGo(shop, ALL)).isEqualTo(200);
    shop.crash(plan);
    shop.drain();
    assertThat(saidSince(shop, before)).as("also after a start").isEmpty();
  }

  @Test
  void stockFallsWhileItsProductWaitsToLeave() {
    plan.rules =
        new Rules()
            .assortment(
                new Assortment(
                    null,
                    EnumSet.allOf(Facet.class),
                    true,
                    Assortment.Then.DELIST,
                    Assortment.Then.DELIST))
            .stock(StockSteps.NONE.withKeepBack(0))
            .build();
    plan.fingerprint = "delist";
    VirtualChannel shop = shop(30, leaving());
    IntStream.range(0, 10).forEach(i -> shop.publish("sku-" + i, new Change.Discontinued()));
    shop.drain();
    assertThat(incident(shop).held()).isEqualTo(7);

    shop.publish("sku-9", SampleEvents.stock(2));
    shop.drain();

    assertThat(stock(shop, "sku-9")).isEqualTo(2);
    assertThat(incident(shop).held()).isEqualTo(7);
  }

  @Test
  void noStartAndNoReloadLetsMoreOfThemLeave() {
    VirtualChannel shop = shop(100, leaving());
    IntStream.range(0, 50).forEach(i -> shop.publish("sku-" + i, new Change.Discontinued()));
    shop.drain();

    shop.reconfigure(plan);
    shop.drain();
    assertThat(gone(shop)).hasSize(10);
    shop.crash(plan);
    shop.drain();
    assertThat(gone(shop)).hasSize(10);
    assertThat(incident(shop).held()).isEqualTo(40);

    approve(shop, ALL);
    shop.drain();
    shop.crash(plan);
    shop.publish("sku-99", new Change.Discontinued());
    shop.drain();
    assertThat(gone(shop)).as("decided, so others may go again").hasSize(51);
  }

  @Test
  void whatIsRepeatedOfProductsThatAreGoneDoesNotCount() {
    VirtualChannel shop = shop(100, leaving());
    for (int i = 0; i < 9; i++) {
      shop.publish("sku-" + i, new Change.Discontinued());
      shop.drain();
      shop.run(3_700_000);
    }

    IntStream.range(0, 9).forEach(i -> shop.publish("sku-" + i, new Change.Discontinued()));
    IntStream.range(20, 28).forEach(i -> shop.publish("sku-" + i, new Change.Discontinued()));
    shop.drain();

    assertThat(incident(shop)).isNull();
    assertThat(gone(shop)).hasSize(17);
  }

  @Test
  void aNewerValueIsNotThrownAwayWithTheOneThatWasHeld() {
    VirtualChannel shop = shop(3, prices());
    shop.publish("sku-1", SampleEvents.price("0.20"));
    shop.drain();
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    shop.publish("sku-1", SampleEvents.price("19.00"));
    shop.run(1_000);

    letGo(shop, ALL);
    shop.channel.resume(shop.time.nowMs());
    shop.drain();

    assertThat(price(shop, "sku-1")).isEqualTo("19.00");
  }

  @Test
  void whatWasHeldSinceSomebodyLookedIsNotApproved() {
    VirtualChannel shop = shop(3, prices());
    shop.publish("sku-1", SampleEvents.price("11.00"));
    shop.publish("sku-2", SampleEvents.price("11.00"));
    shop.drain();
    long looked = shop.time.nowMs();
    shop.run(5_000);
    shop.publish("sku-0", SampleEvents.price("0.11"));
    shop.publish("sku-2", SampleEvents.price("0.11"));
    shop.drain();

    HeldStep step = shop.channel.approve(ALL, 0, 1_000, looked, shop.time.nowMs());
    shop.drain();

    assertThat(step.decided()).isEqualTo(1);
    assertThat(price(shop, "sku-1")).isEqualTo("11.00");
    assertThat(price(shop, "sku-2")).isEqualTo("20.00");
  }

  @Test
  void correctedRulesReachWhatWasThrownAwayBefore() {
    plan.rules = markup("0");
    plan.fingerprint = "plain";
    VirtualChannel shop = shop(50, prices());
    plan.rules = markup("-90");
    plan.fingerprint = "wrong";
    shop.reconfigure(plan);
    shop.drain();
    letGo(shop, ALL);

    plan.rules = markup("5");
    plan.fingerprint = "right";
    shop.reconfigure(plan);
    shop.drain();

    assertThat(price(shop, "sku-7")).isEqualTo("21.00");
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void whatWasApprovedAndWhatSoldSinceGoesOut() {
    VirtualChannel shop = shop(1, new Guard(null, null, null, 100L, null, null));
    shop.publish("sku-0", SampleEvents.stock(5_000));
    shop.drain();
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    approve(shop, ALL);
    shop.publish("sku-0", SampleEvents.stock(4_990));
    shop.run(1_000);
    shop.channel.resume(shop.time.nowMs());
    shop.drain();

    assertThat(stock(shop, "sku-0")).isEqualTo(4_990);
  }

  @Test
  void aPriceThatWasWithdrawnStaysWhatTheNextOneIsComparedWith() {
    VirtualChannel shop = shop(1, prices());
    shop.publish("sku-0", new Change.Price("default", null, null, null, null, null, null));
    shop.drain();
    shop.publish("sku-0", SampleEvents.price("5.00"));
    shop.drain();

    assertThat(incident(shop).held()).isEqualTo(1);
  }

  @Test
  void whatComesInAgainHasNotSoldOut() {
    VirtualChannel shop = shop(100, new Guard(null, null, null, null, null, Percent.of("30")));
    IntStream.range(0, 31).forEach(i -> shop.publish("sku-" + i, SampleEvents.stock(0)));
    shop.drain();

    IntStream.range(0, 20).forEach(i -> shop.publish("sku-" + i, SampleEvents.stock(7)));
    shop.drain();

    assertThat(shop.channel.backlog().soldOutTooMany(shop.time.nowMs())).isZero();
  }
}
