package io.sluice.gateway.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.PriceSource;
import io.sluice.gateway.rules.PriceSteps;
import io.sluice.gateway.rules.Rule;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.Sale;
import io.sluice.gateway.rules.SkuRule;
import io.sluice.gateway.rules.StockRules;
import io.sluice.gateway.rules.StockSteps;
import io.sluice.source.Change;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A channel with rules: which events make it say something, and what it says. */
class RulesChannelTest {
  private static final PriceList LIST = new PriceList("default", "EUR", Percent.of("19"));

  private final SamplePlan plan = SamplePlan.state();

  private VirtualChannel shop(Rules rules) {
    plan.rules = rules.build();
    return new VirtualChannel(plan);
  }

  private static Change product(String brand) {
    return new Change.Product(
        "{\"name\": \"Runner\", \"brand\": \"%s\"}".formatted(brand).getBytes(UTF_8));
  }

  private static List<String> said(VirtualChannel shop) {
    return shop.checker.begun().stream().map(RulesChannelTest::text).toList();
  }

  private static String text(ChannelUpdate update) {
    String value = update.value().toString();
    if (update.value() instanceof Value.Stock stock) {
      value = Long.toString(stock.quantity());
    } else if (update.value() instanceof Value.Price price) {
      value = String.valueOf(price.prices().get(0).amount());
    } else if (update.value() instanceof Value.Product product) {
      value = new String(product.json(), UTF_8);
    } else if (update.value() instanceof Value.Discontinued) {
      value = "gone";
    }
    return update.sku() + " " + update.facet() + " " + value;
  }

  private static List<String> held(VirtualChannel shop) {
    return shop.heldByRules().stream()
        .map(view -> view.sku() + " " + view.part() + " " + view.why())
        .sorted()
        .toList();
  }

  @Test
  void valueIsCalculatedAndGoesOutUnderTheNameThatTheProductHasThere() {
    VirtualChannel shop =
        shop(
            new Rules()
                .sku(new SkuRule(Map.of("a", "AMZ-1"), "", "", SkuRule.Otherwise.SAME))
                .stock(StockSteps.NONE.withKeepBack(2))
                .price(
                    new PriceRules(
                        PriceSource.of(LIST),
                        null,
                        List.of(),
                        PriceSteps.NONE.withMarkup(Percent.of("10")))));
    shop.publish("a", SampleEvents.stock("BER", 5));
    shop.publish("a", SampleEvents.stock("HAM", 4));
    shop.publish("a", SampleEvents.price("10.00"));
    shop.publish("a", product("Acme"));

    shop.drain();

    assertThat(said(shop).get(said(shop).size() - 1)).startsWith("AMZ-1 ");
    assertThat(text(shop.checker.lastApplied("AMZ-1", "STOCK"))).isEqualTo("AMZ-1 STOCK 7");
    assertThat(text(shop.checker.lastApplied("AMZ-1", "PRICE"))).isEqualTo("AMZ-1 PRICE 11.00");
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void eventOfAnotherFacetIsSentOnlyWhereItChangesWhatIsShown() {
    VirtualChannel shop = shop(new Rules().onlyIf("brand != \"NoName\""));
    shop.publish("a", product("Acme"));
    shop.publish("a", SampleEvents.stock(5));
    shop.drain();
    int before = said(shop).size();

    shop.publish("a", product("Acme Sports"));
    shop.drain();

    assertThat(said(shop).subList(before, said(shop).size()))
        .singleElement()
        .asString()
        .startsWith("a PRODUCT ");
  }

  @Test
  void whatDependsOnAFactThatNeverCameIsHeldVisiblyAndGoesOutWhenItComes() {
    VirtualChannel shop = shop(new Rules().onlyIf("brand != \"NoName\""));
    shop.publish("a", SampleEvents.stock(5));
    shop.publish("b", product("Acme"));
    shop.publish("b", SampleEvents.stock(3));
    shop.drain();

    assertThat(said(shop)).filteredOn(each -> each.contains("STOCK")).containsExactly("b STOCK 3");
    assertThat(held(shop)).containsExactly("a stock incomplete");
    assertThat(shop.heldByRules())
        .extracting(HeldView::reason)
        .containsExactly("only_if depends on 'brand', and that was never received");
    assertThat(shop.channel.owed()).isZero();

    shop.publish("a", product("Acme"));
    shop.drain();

    assertThat(held(shop)).isEmpty();
    assertThat(said(shop)).contains("a STOCK 5");
  }

  @Test
  void whatIsHeldStaysHeldOverARestartAndNothingIsSaidTwice() {
    VirtualChannel shop = shop(new Rules().onlyIf("brand != \"NoName\""));
    shop.publish("a", SampleEvents.stock(5));
    shop.publish("b", product("Acme"));
    shop.publish("b", SampleEvents.stock(3));
    shop.publish("b", product("Acme"));
    shop.drain();
    List<String> before = said(shop);

    for (int step = 0; step < 5; step++) {
      shop.checkpoint();
      shop.drain();
    }

    shop.crash();
    shop.drain();

    assertThat(said(shop)).isEqualTo(before);
    assertThat(held(shop)).containsExactly("a stock incomplete");
  }

  @Test
  void excludedProductGoesOutOfStockOnceAndComesBack() {
    VirtualChannel shop = shop(new Rules().onlyIf("brand != \"NoName\""));
    shop.publish("a", product("Acme"));
    shop.publish("a", SampleEvents.stock(5));
    shop.drain();

    shop.publish("a", product("NoName"));
    shop.drain();
    shop.publish("a", SampleEvents.stock(7));
    shop.drain();
    shop.publish("a", SampleEvents.price("1.00"));
    shop.drain();

    assertThat(said(shop)).containsOnlyOnce("a STOCK 0").doesNotContain("a STOCK 7");
    assertThat(said(shop)).noneMatch(each -> each.startsWith("a PRICE"));
    shop.publish("a", product("Acme"));
    shop.drain();
    assertThat(text(shop.checker.lastApplied("a", "STOCK"))).isEqualTo("a STOCK 7");
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void whatWasNeverListedNeedNotBeTakenAway() {
    VirtualChannel shop = shop(new Rules().onlyIf("brand != \"NoName\""));
    shop.publish("a", product("NoName"));
    shop.publish("a", SampleEvents.stock(7));
    shop.drain();

    assertThat(said(shop)).isEmpty();
    assertThat(held(shop)).isEmpty();
  }

  @Test
  void discontinuedProductIsDelistedWhereTheChannelSaysSo() {
    Rules rules =
        new Rules()
            .assortment(
                new Assortment(
                    null,
                    EnumSet.allOf(io.sluice.source.Facet.class),
                    true,
                    Assortment.Then.LEAVE,
                    Assortment.Then.DELIST));
    VirtualChannel shop = shop(rules);
    shop.publish("a", product("Acme"));
    shop.publish("a", SampleEvents.stock(5));
    shop.drain();

    shop.publish("a", new Change.Discontinued());
    shop.publish("a", SampleEvents.stock(4));
    shop.drain();

    assertThat(said(shop)).last().isEqualTo("a PRODUCT gone");
    assertThat(said(shop)).doesNotContain("a STOCK 4");
  }

  @Test
  void productThatTheChannelDoesNotHaveIsNotCreatedWhereNoneMayBe() {
    Rules rules =
        new Rules()
            .assortment(
                new Assortment(
                    null,
                    EnumSet.allOf(io.sluice.source.Facet.class),
                    false,
                    Assortment.Then.LEAVE,
                    Assortment.Then.LEAVE));
    VirtualChannel shop = shop(rules);
    shop.publish("a", product("Acme"));
    shop.drain();
    assertThat(said(shop)).isEmpty();

    shop.publish("a", SampleEvents.stock(4));
    shop.drain();

    assertThat(shop.checker.begun()).extracting(ChannelUpdate::facet).contains(Facet.PRODUCT);
  }

  /** Holds the stock of what has no cost. */
  private VirtualChannel shopOfWhatCostsLittle() {
    return shop(
        new Rules()
            .price(PriceRules.of(LIST))
            .stock(
                new StockRules(
                    Rules.VOCABULARY.forStock().condition("cost < 5.0"),
                    Set.of(),
                    List.of(),
                    StockSteps.NONE)));
  }

  @Test
  void stockThatFallsIsLoweredThoughItsRuleIsHeld() {
    VirtualChannel shop = shopOfWhatCostsLittle();
    shop.publish("a", price("10.00", "4.00"));
    shop.publish("a", SampleEvents.stock(9));
    shop.drain();
    assertThat(said(shop)).contains("a STOCK 9");

    // Its cost is unknown now.
    shop.publish("a", SampleEvents.price("10.00"));
    shop.publish("a", SampleEvents.stock(12));
    shop.drain();
    assertThat(said(shop)).doesNotContain("a STOCK 12");
    shop.publish("a", SampleEvents.stock(2));
    shop.drain();

    assertThat(text(shop.checker.lastApplied("a", "STOCK"))).isEqualTo("a STOCK 2");
    assertThat(held(shop)).containsExactly("a stock incomplete");
    shop.crash();
    shop.drain();
    assertThat(held(shop)).containsExactly("a stock incomplete");
    assertThat(said(shop)).filteredOn("a STOCK 2"::equals).hasSize(1);
  }

  private static Change price(String amount, String cost) {
    return new Change.Price(
        "default", new BigDecimal(amount), "EUR", new BigDecimal(cost), null, null, null);
  }

  @Test
  void bundleFollowsTheStockOfItsParts() {
    VirtualChannel shop = shop(new Rules().stock(StockSteps.NONE));
    shop.publish("SOCKS", SampleEvents.stock(9));
    shop.publish(
        "SET",
        new Change.Product(
            "{\"components\": [{\"sku\": \"SOCKS\", \"quantity\": 2}]}".getBytes(UTF_8)));
    shop.drain();

    shop.publish("SOCKS", SampleEvents.stock(5));
    shop.drain();
    shop.crash();
    shop.publish("SOCKS", SampleEvents.stock(1));
    shop.drain();

    assertThat(said(shop))
        .filteredOn(each -> each.startsWith("SET STOCK"))
        .last()
        .isEqualTo("SET STOCK 0");
    assertThat(said(shop)).contains("SET STOCK 2");
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void ofTwoSkusWithOneNameTheSecondIsHeldWhateverBecomesOfTheFirst() {
    Map<String, String> aliases = new TreeMap<>(Map.of("a", "AMZ-1", "b", "AMZ-1"));
    VirtualChannel shop =
        shop(new Rules().sku(new SkuRule(aliases, "", "", SkuRule.Otherwise.SAME)));
    shop.publish("b", SampleEvents.stock(5));
    shop.publish("a", SampleEvents.stock(8));
    shop.drain();
    shop.publish("a", new Change.Discontinued());
    shop.drain();

    assertThat(said(shop)).containsExactly("AMZ-1 STOCK 8", "AMZ-1 STOCK 0");
    assertThat(held(shop)).containsExactly("b stock alias_collision");
  }

  private VirtualChannel shopWithSale(Instant from, Instant until) {
    VirtualChannel shop = shopWithSale(from, until, List.of());
    publishPrices(shop);
    assertThat(said(shop)).containsOnly("a PRICE 17.00");
    return shop;
  }

  private VirtualChannel shopWithSale(Instant from, Instant until, List<Rule<PriceSteps>> rules) {
    PriceList outlet = new PriceList("outlet", "EUR", Percent.of("19"));
    return shop(
        new Rules()
            .price(
                new PriceRules(
                    PriceSource.of(LIST),
                    new Sale(PriceSource.of(outlet), from, until, Sale.Show.REPLACE),
                    rules,
                    PriceSteps.NONE)));
  }

  private static void publishPrices(VirtualChannel shop) {
    shop.publish("a", SampleEvents.price("17.00"));
    shop.publish(
        "a", new Change.Price("outlet", new BigDecimal("12.00"), "EUR", null, null, null, null));
    shop.run(60_000);
  }

  private static Instant inAnHour() {
    return Instant.ofEpochMilli(new VirtualChannel(SamplePlan.state()).time.nowMs() + 3_600_000);
  }

  @Test
  void saleBeginsAndEndsByItselfAlsoWhileTheGatewayIsDown() {
    VirtualChannel shop = shopWithSale(inAnHour(), inAnHour().plusSeconds(3_600));

    shop.run(3_600_000);
    assertThat(said(shop)).last().isEqualTo("a PRICE 12.00");
    shop.crash();
    shop.drain();

    assertThat(said(shop)).last().isEqualTo("a PRICE 17.00");
    assertThat(said(shop)).containsOnlyOnce("a PRICE 12.00");
  }

  @Test
  void salePriceThatWasOnItsWayWhenTheGatewayDiedIsTakenBackAfterTheSale() {
    VirtualChannel shop = shopWithSale(inAnHour(), inAnHour().plusSeconds(10));
    shop.farEnd(
        (updates, now) ->
            FarEnd.all(updates, new Outcome.Unknown("the connection was lost", true)));

    shop.run(3_541_000);
    assertThat(said(shop)).last().isEqualTo("a PRICE 12.00");
    shop.crash(60_000);
    shop.farEnd(FarEnd.ACCEPTS);
    shop.drain();

    assertThat(said(shop)).last().isEqualTo("a PRICE 17.00");
  }

  /** Its price depends on content, which a start has not read yet, and on a sale. */
  private VirtualChannel shopWithBrandAndSale(Instant from, Instant until) {
    Rule<PriceSteps> ours =
        new Rule<>(
            Rules.when("brand == \"Acme\""), PriceSteps.NONE.withAdd(new BigDecimal("1.00")));
    VirtualChannel shop = shopWithSale(from, until, List.of(ours));
    shop.contentCached = false;
    shop.publish("a", product("Acme"));
    publishPrices(shop);
    assertThat(said(shop)).last().isEqualTo("a PRICE 18.00");
    return shop;
  }

  @Test
  void startSendsNothingThatTheChannelShowsThoughTimeMayChangeIt() {
    VirtualChannel shop = shopWithBrandAndSale(inAnHour(), inAnHour().plusSeconds(3_600));
    List<String> before = said(shop);

    shop.crash();
    shop.run(60_000);

    assertThat(said(shop)).isEqualTo(before);
  }

  @Test
  void saleThatEndsWhileItsPriceIsPendingAndTheGatewayIsDownIsTakenBack() {
    VirtualChannel shop = shopWithBrandAndSale(inAnHour(), inAnHour().plusSeconds(3_600));
    shop.farEnd(
        (updates, now) ->
            FarEnd.all(
                updates,
                new Outcome.Pending(
                    "handle",
                    Instant.ofEpochMilli(now + 10_000_000),
                    Instant.ofEpochMilli(now + 100_000_000))));
    shop.run(3_600_000);
    assertThat(said(shop)).last().isEqualTo("a PRICE 13.00");

    shop.crash(7_200_000);
    shop.farEnd(FarEnd.ACCEPTS);
    shop.drain();

    assertThat(said(shop)).last().isEqualTo("a PRICE 18.00");
  }

  @Test
  void productThatTimeExcludesIsDelistedWithoutAnEvent() {
    Rules rules =
        new Rules()
            .price(PriceRules.of(LIST))
            .assortment(
                new Assortment(
                    Rules.when("price < 15.0"),
                    EnumSet.allOf(io.sluice.source.Facet.class),
                    true,
                    Assortment.Then.DELIST,
                    Assortment.Then.LEAVE));
    VirtualChannel shop = shop(rules);
    shop.publish("a", product("Acme"));
    shop.publish("a", SampleEvents.price("20.00"));
    shop.drain();
    shop.publish(
        "a",
        new Change.Price("default", new BigDecimal("10.00"), "EUR", null, null, null, inAnHour()));
    shop.publish("a", product("Acme"));
    shop.run(60_000);
    assertThat(said(shop)).anyMatch(each -> each.startsWith("a PRODUCT"));

    shop.run(3_600_000);

    assertThat(said(shop)).last().isEqualTo("a PRODUCT gone");
  }

  @Test
  void heldStockIsLoweredBelowWhatMayHaveArrivedUnheard() {
    VirtualChannel shop = shopOfWhatCostsLittle();
    shop.publish("a", price("10.00", "4.00"));
    shop.publish("a", SampleEvents.stock(3));
    shop.drain();
    shop.farEnd(
        (updates, now) ->
            FarEnd.all(updates, new Outcome.Unknown("the connection was lost", true)));
    shop.publish("a", SampleEvents.stock(10));
    shop.run(100);
    assertThat(said(shop)).last().isEqualTo("a STOCK 10");

    shop.publish("a", SampleEvents.price("10.00"));
    shop.publish("a", SampleEvents.stock(5));
    shop.farEnd(FarEnd.ACCEPTS);
    shop.drain();

    assertThat(text(shop.checker.lastApplied("a", "STOCK"))).isEqualTo("a STOCK 3");
    assertThat(held(shop)).containsExactly("a stock incomplete");
  }
}
