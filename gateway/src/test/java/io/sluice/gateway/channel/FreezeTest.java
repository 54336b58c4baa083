package io.sluice.gateway.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.Freeze;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.PriceSource;
import io.sluice.gateway.rules.PriceSteps;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.Sale;
import io.sluice.gateway.rules.StockSteps;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** While a freeze holds, changes wait; at its end the newest value goes out. */
class FreezeTest {
  private static final int SKUS = 3_000;
  private static final long MINUTE = 60_000;
  private static final PriceList LIST = new PriceList("default", "EUR", Percent.of("19"));

  private final long began = new VirtualTime().nowMs();
  private final Instant from = Instant.ofEpochMilli(began + 60 * MINUTE);
  private final Instant until = Instant.ofEpochMilli(began + 120 * MINUTE);
  private final SamplePlan plan = SamplePlan.state();

  private Freeze freeze(Facet... hold) {
    return new Freeze("Black Friday", Set.of(hold), from, until, ZoneOffset.UTC);
  }

  private static Rules rules() {
    return rules("10");
  }

  private static Rules rules(String markup) {
    return new Rules()
        .stock(StockSteps.NONE.withKeepBack(1))
        .price(
            new PriceRules(
                PriceSource.of(LIST),
                null,
                List.of(),
                PriceSteps.NONE.withMarkup(Percent.of(markup))));
  }

  private SamplePlan plan(Rules rules) {
    plan.rules = rules.build();
    return plan;
  }

  private VirtualChannel shop(Rules rules) {
    plan.parallel = 16;
    VirtualChannel shop = new VirtualChannel(plan(rules));
    shop.commitMs = () -> 1;
    return shop;
  }

  /** One product that the channel has, ten minutes before the freeze. */
  private VirtualChannel shopWithOne(Rules rules) {
    VirtualChannel shop = shop(rules);
    shop.publish("a", product("Runner"));
    shop.publish("a", SampleEvents.stock(6));
    shop.publish("a", SampleEvents.price("10.00"));
    runTo(shop, 50);
    return shop;
  }

  private static Change product(String name) {
    return new Change.Product(
        "{\"name\": \"%s\", \"brand\": \"Acme\"}".formatted(name).getBytes(UTF_8));
  }

  private void runTo(VirtualChannel shop, long minute) {
    shop.run(began + minute * MINUTE - shop.time.nowMs());
  }

  private static List<String> saidSince(VirtualChannel shop, int before) {
    return shop.checker.begun().subList(before, shop.checker.begun().size()).stream()
        .map(FreezeTest::text)
        .toList();
  }

  private static String text(ChannelUpdate update) {
    if (update.value() instanceof Value.Stock stock) {
      return "stock " + stock.quantity();
    } else if (update.value() instanceof Value.Price price) {
      return "price " + price.prices().get(0).amount();
    } else if (update.value() instanceof Value.Product product) {
      return new String(product.json(), UTF_8).replaceAll(".*\"name\": \"(\\w*)\".*", "$1");
    }
    return "gone";
  }

  private static List<String> held(VirtualChannel shop) {
    return shop.heldByRules().stream().map(view -> view.part() + " " + view.why()).toList();
  }

  private VirtualChannel shopWithThousands() {
    VirtualChannel shop = shop(rules().freeze(freeze(Facet.PRICE)));
    publishPrices(shop, "10.00");
    runTo(shop, 50);
    return shop;
  }

  private static void publishPrices(VirtualChannel shop, String amount) {
    IntStream.range(0, SKUS).forEach(i -> shop.publish("sku-" + i, SampleEvents.price(amount)));
  }

  private void assertAllWait(VirtualChannel shop, int before) {
    assertThat(saidSince(shop, before)).isEmpty();
    assertThat(shop.channel.owed()).isZero();
    List<HeldView> held = shop.heldByRules();
    assertThat(held).hasSize(SKUS);
    assertThat(held)
        .allSatisfy(
            view -> {
              assertThat(view.why()).isEqualTo("freeze");
              assertThat(view.due()).isEqualTo(until);
              assertThat(view.reason())
                  .startsWith("freeze 'Black Friday' holds it until 2023-11-15T00:13:20");
            });
  }

  private static void assertNewestOnce(VirtualChannel shop, int before) {
    List<ChannelUpdate> said = shop.checker.begun().subList(before, shop.checker.begun().size());
    assertThat(said).extracting(FreezeTest::text).hasSize(SKUS).containsOnly("price 13.20");
    assertThat(said).extracting(ChannelUpdate::sku).doesNotHaveDuplicates();
    assertThat(shop.heldByRules()).isEmpty();
  }

  @Test
  void changesWaitVisiblyAndTheNewestOfEachGoesOutOnceAtTheEnd() {
    VirtualChannel shop = shopWithThousands();
    int before = shop.checker.begun().size();
    runTo(shop, 61);
    publishPrices(shop, "11.00");
    publishPrices(shop, "12.00");
    runTo(shop, 119);
    assertAllWait(shop, before);

    runTo(shop, 180);

    assertNewestOnce(shop, before);
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void bothBoundariesHoldAlsoForAGatewayThatWasDown() {
    VirtualChannel shop = shopWithThousands();
    int before = shop.checker.begun().size();

    shop.crash(20 * MINUTE);
    publishPrices(shop, "11.00");
    publishPrices(shop, "12.00");
    runTo(shop, 110);
    assertAllWait(shop, before);
    shop.crash(1);
    runTo(shop, 115);
    assertAllWait(shop, before);
    shop.crash(20 * MINUTE);
    runTo(shop, 180);

    assertNewestOnce(shop, before);
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void theEndIsSpreadWithinTheLimitsBehindWhatEventsBring() {
    plan.requestsPerSecond = 100;
    VirtualChannel shop = shopWithThousands();
    runTo(shop, 61);
    publishPrices(shop, "12.00");
    runTo(shop, 120);
    int before = shop.checker.begun().size();
    shop.run(5_000);
    int then = shop.checker.begun().size();
    assertThat(then - before).as("in the first five seconds").isBetween(400, 700);

    long position = shop.publish("sku-2999", SampleEvents.price("13.00"));
    shop.run(2_000);

    assertThat(shop.checker.begun().subList(then, then + 20))
        .extracting(ChannelUpdate::revision)
        .contains(position);
    runTo(shop, 180);
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void aStockThatFallsIsNeverHeldAndOneThatRisesWaits() {
    VirtualChannel shop = shopWithOne(rules().freeze(freeze(Facet.STOCK)));
    int before = shop.checker.begun().size();
    runTo(shop, 61);
    shop.publish("a", SampleEvents.stock(9));
    shop.run(MINUTE);
    assertThat(saidSince(shop, before)).isEmpty();
    assertThat(held(shop)).containsExactly("stock freeze");

    shop.publish("a", SampleEvents.stock(4));
    shop.run(MINUTE);
    assertThat(saidSince(shop, before)).containsExactly("stock 3");
    assertThat(held(shop)).as("it shows all that there is").isEmpty();
    shop.publish("a", SampleEvents.stock(8));
    shop.run(MINUTE);
    assertThat(held(shop)).containsExactly("stock freeze");
    shop.crash();
    runTo(shop, 119);
    // A start does not know what was on its way, and says again what the channel may show at most.
    assertThat(saidSince(shop, before)).containsExactly("stock 3", "stock 3");
    runTo(shop, 180);

    assertThat(saidSince(shop, before)).containsExactly("stock 3", "stock 3", "stock 7");
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void otherFacetsGoOn() {
    VirtualChannel shop = shopWithOne(rules().freeze(freeze(Facet.PRODUCT)));
    int before = shop.checker.begun().size();
    runTo(shop, 61);

    shop.publish("a", product("Walker"));
    shop.publish("a", SampleEvents.price("11.00"));
    shop.publish("a", SampleEvents.stock(9));
    runTo(shop, 119);

    assertThat(saidSince(shop, before)).containsExactlyInAnyOrder("price 12.10", "stock 8");
    assertThat(held(shop)).containsExactly("product freeze");
    runTo(shop, 180);
    assertThat(saidSince(shop, before)).hasSize(3).endsWith("Walker");
  }

  @Test
  void whatTheChannelShowsAlreadyDoesNotWait() {
    VirtualChannel shop =
        shopWithOne(rules().freeze(freeze(Facet.STOCK, Facet.PRICE, Facet.PRODUCT)));
    int before = shop.checker.begun().size();
    runTo(shop, 61);

    shop.publish("a", product("Runner"));
    shop.publish("a", SampleEvents.price("10.00"));
    shop.publish("a", SampleEvents.stock(6));
    runTo(shop, 119);

    assertThat(held(shop)).isEmpty();
    runTo(shop, 180);
    assertThat(saidSince(shop, before)).isEmpty();
  }

  @Test
  void aProductThatIsNotThereYetWaitsToo() {
    VirtualChannel shop = shop(rules().freeze(freeze(Facet.PRODUCT)));
    runTo(shop, 61);

    shop.publish("a", product("Runner"));
    runTo(shop, 119);

    assertThat(shop.checker.begun()).isEmpty();
    assertThat(held(shop)).containsExactly("product freeze");
    runTo(shop, 180);
    assertThat(saidSince(shop, 0)).containsExactly("Runner");
  }

  @Test
  void whatIsNoLongerSoldGoesOutOfStockAtOnce() {
    VirtualChannel shop =
        shopWithOne(rules().freeze(freeze(Facet.STOCK, Facet.PRICE, Facet.PRODUCT)));
    int before = shop.checker.begun().size();
    runTo(shop, 61);

    shop.publish("a", new Change.Discontinued());
    runTo(shop, 119);

    assertThat(saidSince(shop, before)).containsExactly("stock 0");
    assertThat(held(shop)).isEmpty();
    runTo(shop, 180);
    assertThat(saidSince(shop, before)).containsExactly("stock 0");
  }

  private static Rules delisting() {
    return rules()
        .assortment(
            new Assortment(
                null,
                EnumSet.allOf(Facet.class),
                true,
                Assortment.Then.DELIST,
                Assortment.Then.DELIST));
  }

  @Test
  void theEndOfAListingWaitsForTheProductsFreezeAndItsStockIsZeroUntilThen() {
    VirtualChannel shop = shopWithOne(delisting().freeze(freeze(Facet.PRODUCT)));
    int before = shop.checker.begun().size();
    runTo(shop, 61);

    shop.publish("a", new Change.Discontinued());
    shop.publish("never there", new Change.Discontinued());
    runTo(shop, 119);

    assertThat(saidSince(shop, before)).containsExactly("stock 0");
    assertThat(held(shop)).containsExactly("product freeze");
    shop.crash();
    runTo(shop, 180);
    assertThat(saidSince(shop, before)).containsExactly("stock 0", "gone");
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void whatComesBackDuringTheFreezeIsSoldAgainAndWasNeverDelisted() {
    VirtualChannel shop = shopWithOne(delisting().freeze(freeze(Facet.PRODUCT)));
    int before = shop.checker.begun().size();
    runTo(shop, 61);

    shop.publish("a", new Change.Discontinued());
    shop.run(MINUTE);
    shop.publish("a", product("Runner"));
    runTo(shop, 180);

    assertThat(saidSince(shop, before)).containsExactly("stock 0", "stock 5");
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void aSaleThatBeginsDuringAFreezeOfPricesBeginsAtItsEnd() {
    PriceList outlet = new PriceList("outlet", "EUR", Percent.of("19"));
    Sale sale = new Sale(PriceSource.of(outlet), from.plusSeconds(600), null, Sale.Show.REPLACE);
    VirtualChannel shop =
        shop(
            new Rules()
                .price(new PriceRules(PriceSource.of(LIST), sale, List.of(), PriceSteps.NONE))
                .freeze(freeze(Facet.PRICE)));
    shop.publish("a", SampleEvents.price("10.00"));
    shop.publish(
        "a", new Change.Price("outlet", new BigDecimal("8.00"), "EUR", null, null, null, null));
    runTo(shop, 50);
    int before = shop.checker.begun().size();
    runTo(shop, 119);
    assertThat(saidSince(shop, before)).isEmpty();
    assertThat(held(shop)).containsExactly("price freeze");

    runTo(shop, 180);

    assertThat(saidSince(shop, before)).containsExactly("price 8.00");
  }

  @Test
  void overlappingFreezesHoldUntilTheLastOfThemEnds() {
    Freeze longer =
        new Freeze(
            "stocktaking",
            Set.of(Facet.PRICE),
            from.plusSeconds(60),
            until.plusSeconds(1_800),
            ZoneOffset.UTC);
    VirtualChannel shop = shopWithOne(rules().freeze(freeze(Facet.PRICE), longer));
    int before = shop.checker.begun().size();
    runTo(shop, 60);
    shop.publish("a", SampleEvents.price("11.00"));

    runTo(shop, 149);
    assertThat(saidSince(shop, before)).isEmpty();
    assertThat(shop.heldByRules())
        .singleElement()
        .satisfies(view -> assertThat(view.reason()).startsWith("freeze 'stocktaking' holds it"));
    runTo(shop, 180);

    assertThat(saidSince(shop, before)).containsExactly("price 12.10");
  }

  @Test
  void aFreezeThatIsTakenOutOfTheFileLetsGoAndOneThatIsPutInSendsNothing() {
    VirtualChannel shop = shopWithOne(rules());
    int before = shop.checker.begun().size();
    runTo(shop, 61);

    shop.reconfigure(plan(rules().freeze(freeze(Facet.PRICE))));
    shop.run(MINUTE);
    assertThat(shop.channel.backlog().resync()).isNull();
    assertThat(saidSince(shop, before)).isEmpty();
    shop.publish("a", SampleEvents.price("11.00"));
    shop.run(MINUTE);
    assertThat(held(shop)).containsExactly("price freeze");
    shop.reconfigure(plan(rules()));
    shop.run(MINUTE);

    assertThat(saidSince(shop, before)).containsExactly("price 12.10");
  }

  @Test
  void rulesThatChangeDuringAFreezeAreShownAtItsEnd() {
    VirtualChannel shop = shopWithOne(rules().freeze(freeze(Facet.PRICE)));
    int before = shop.checker.begun().size();
    runTo(shop, 61);

    plan.fingerprint = "other";
    shop.reconfigure(plan(rules("20").freeze(freeze(Facet.PRICE))));
    runTo(shop, 100);
    assertThat(saidSince(shop, before)).isEmpty();
    assertThat(held(shop)).containsExactly("price freeze");
    shop.crash();
    runTo(shop, 180);

    assertThat(saidSince(shop, before)).containsExactly("price 12.00");
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void aPersonWhoAsksForWhatIsFrozenGetsItAtTheEnd() {
    VirtualChannel shop = shopWithOne(rules().freeze(freeze(Facet.PRICE)));
    int before = shop.checker.begun().size();
    runTo(shop, 61);
    shop.publish("a", SampleEvents.price("11.00"));
    shop.run(MINUTE);

    shop.channel.touch("a", "price", true, shop.time.nowMs());
    runTo(shop, 119);
    assertThat(saidSince(shop, before)).isEmpty();
    assertThat(held(shop)).containsExactly("price freeze");
    runTo(shop, 180);

    assertThat(saidSince(shop, before)).containsExactly("price 12.10");
  }

  @Test
  void whatTheChannelShowsAlreadyIsSentAgainAtTheEndWhereAPersonAsksForIt() {
    VirtualChannel shop = shopWithOne(rules().freeze(freeze(Facet.PRICE)));
    int before = shop.checker.begun().size();
    runTo(shop, 61);

    shop.channel.touch("a", "price", true, shop.time.nowMs());
    shop.run(MINUTE);
    assertThat(held(shop)).containsExactly("price freeze");
    shop.reconfigure(plan);
    runTo(shop, 119);
    assertThat(saidSince(shop, before)).isEmpty();
    assertThat(held(shop)).containsExactly("price freeze");
    runTo(shop, 180);

    assertThat(saidSince(shop, before)).containsExactly("price 11.00");
    assertThat(shop.checker.begun()).extracting(ChannelUpdate::id).doesNotHaveDuplicates();
  }

  private static void letGo(VirtualChannel shop) {
    long now = shop.time.nowMs();
    HeldQuery frozen = new HeldQuery("shop", "freeze", null);
    assertThat(shop.channel.letGo(frozen, 0, 100, now, now).decided()).isEqualTo(1);
  }

  @Test
  void whatIsThrownAwayDuringAFreezeStaysSoAtItsEnd() {
    VirtualChannel shop = shopWithOne(rules().freeze(freeze(Facet.PRICE)));
    int before = shop.checker.begun().size();
    runTo(shop, 61);
    shop.publish("a", SampleEvents.price("11.00"));
    shop.run(MINUTE);

    letGo(shop);
    runTo(shop, 180);

    assertThat(saidSince(shop, before)).isEmpty();
    shop.crash();
    shop.run(MINUTE);
    assertThat(saidSince(shop, before)).isEmpty();
    shop.publish("a", SampleEvents.price("12.00"));
    shop.run(MINUTE);
    assertThat(saidSince(shop, before)).containsExactly("price 13.20");
  }

  @Test
  void aSaleThatBeginsAfterTheFreezeChangesWhatWasThrownAwayDuringIt() {
    PriceList outlet = new PriceList("outlet", "EUR", Percent.of("19"));
    Sale sale = new Sale(PriceSource.of(outlet), until.plusSeconds(600), null, Sale.Show.REPLACE);
    VirtualChannel shop =
        shop(
            new Rules()
                .price(new PriceRules(PriceSource.of(LIST), sale, List.of(), PriceSteps.NONE))
                .freeze(freeze(Facet.PRICE)));
    shop.publish("a", SampleEvents.price("10.00"));
    shop.publish(
        "a", new Change.Price("outlet", new BigDecimal("8.00"), "EUR", null, null, null, null));
    runTo(shop, 61);
    int before = shop.checker.begun().size();
    shop.publish("a", SampleEvents.price("11.00"));
    shop.run(MINUTE);

    letGo(shop);
    runTo(shop, 129);
    assertThat(saidSince(shop, before)).isEmpty();
    runTo(shop, 140);

    assertThat(saidSince(shop, before)).containsExactly("price 8.00");
  }

  @Test
  void stockWhoseFirstAnswerWasLostIsTakenBackWhereLessIsLeft() {
    plan.send = EnumSet.of(Facet.STOCK);
    VirtualChannel shop = shop(rules().freeze(freeze(Facet.STOCK)));
    runTo(shop, 59);
    shop.farEnd((updates, now) -> FarEnd.all(updates, new Outcome.Unknown("timed out", true)));
    shop.publish("a", SampleEvents.stock(6));
    shop.publish("b", SampleEvents.stock(6));
    runTo(shop, 65);
    assertThat(held(shop)).containsExactly("stock freeze", "stock freeze");
    assertThat(Set.copyOf(saidSince(shop, 0))).containsExactly("stock 5");
    shop.farEnd(FarEnd.ACCEPTS);
    int before = shop.checker.begun().size();

    shop.publish("a", SampleEvents.stock(3));
    shop.publish("b", SampleEvents.stock(7));
    runTo(shop, 70);
    assertThat(saidSince(shop, before)).containsExactly("stock 0");
    shop.drain();

    assertThat(text(shop.checker.lastApplied("a", "STOCK"))).isEqualTo("stock 2");
    assertThat(text(shop.checker.lastApplied("b", "STOCK"))).isEqualTo("stock 6");
  }
}
