package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Schedules;
import io.sluice.adapter.Value;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.ReadingView;
import io.sluice.gateway.rules.Freeze;
import io.sluice.gateway.rules.Guard;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.PriceSource;
import io.sluice.gateway.rules.PriceSteps;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.Sale;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel that acts on dates by itself is told of them ahead, once. */
class ScheduledPricesTest {
  private static final long MINUTE = 60_000;
  private static final int MANY = 3_000;
  private static final PriceList RETAIL = new PriceList("default", "EUR", Percent.of("19"));
  private static final PriceList OUTLET = new PriceList("outlet", "EUR", Percent.of("19"));

  private final long began = new VirtualTime().nowMs();
  private final Instant from = Instant.ofEpochMilli(began + 60 * MINUTE);
  private final Instant until = Instant.ofEpochMilli(began + 120 * MINUTE);
  private final SamplePlan plan = SamplePlan.state();

  private Rules rules(@Nullable Sale sale) {
    return new Rules()
        .price(new PriceRules(PriceSource.of(RETAIL), sale, List.of(), PriceSteps.NONE));
  }

  private Sale sale() {
    return new Sale(PriceSource.of(OUTLET), from, until, Sale.Show.CROSSED_OUT);
  }

  private VirtualChannel shop(Rules rules) {
    plan.rules = rules.build();
    plan.schedules = new Schedules(16, false);
    return new VirtualChannel(plan);
  }

  private static Change outlet(String amount) {
    return new Change.Price("outlet", new BigDecimal(amount), "EUR", null, null, null, null);
  }

  private void publish(VirtualChannel shop) {
    shop.publish("a", SampleEvents.price("17.00"));
    shop.publish("a", outlet("12.00"));
  }

  private void runTo(VirtualChannel shop, long minute) {
    shop.run(began + minute * MINUTE - shop.time.nowMs());
  }

  private List<String> said(VirtualChannel shop) {
    return shop.checker.begun().stream().map(this::text).toList();
  }

  private String text(ChannelUpdate update) {
    Value.ListPrice price = ((Value.Price) update.value()).prices().get(0);
    StringBuilder text = new StringBuilder(String.valueOf(price.amount()));
    for (Value.Window window : price.windows()) {
      text.append(", ").append(window.amount());
      text.append(window.compareAt() == null ? "" : " was " + window.compareAt());
      text.append(" from ").append(minute(window.from()));
      text.append(" until ").append(minute(window.until()));
    }
    return text.toString();
  }

  private String minute(@Nullable Instant time) {
    return time == null ? "-" : String.valueOf((time.toEpochMilli() - began) / MINUTE);
  }

  private static String price(VirtualChannel shop) {
    Value.Price price = (Value.Price) shop.checker.lastApplied("a", "PRICE").value();
    Instant now = Instant.ofEpochMilli(shop.time.nowMs());
    return String.valueOf(price.prices().get(0).amountAt(now));
  }

  private static List<String> held(VirtualChannel shop) {
    return shop.heldByRules().stream().map(view -> view.part() + " " + view.why()).toList();
  }

  @Test
  void saleThatIsEnteredAheadIsSentOnceAndNothingAtItsBeginOrEnd() {
    VirtualChannel shop = shop(rules(sale()));
    publish(shop);
    runTo(shop, 50);
    assertThat(said(shop)).last().isEqualTo("17.00, 12.00 was 17.00 from 60 until 120");
    int before = said(shop).size();

    runTo(shop, 61);
    assertThat(price(shop)).isEqualTo("12.00");
    runTo(shop, 180);

    assertThat(price(shop)).isEqualTo("17.00");
    assertThat(said(shop)).hasSize(before);
    assertThat(shop.channel.owed()).isZero();
  }

  @Test
  void norOfAnyOfManyPrices() {
    plan.parallel = 16;
    VirtualChannel shop = shop(rules(sale()));
    shop.commitMs = () -> 1;
    IntStream.range(0, MANY).forEach(i -> shop.publish("sku-" + i, SampleEvents.price("17.00")));
    runTo(shop, 25);
    IntStream.range(0, MANY).forEach(i -> shop.publish("sku-" + i, outlet("12.00")));
    runTo(shop, 50);
    int before = said(shop).size();
    assertThat(before).isEqualTo(2 * MANY);

    runTo(shop, 180);
    assertThat(shop.channel.owed()).isZero();
    plan.rules = rules(null).build();
    plan.fingerprint = "without";
    shop.crash(plan);
    runTo(shop, 200);

    assertThat(said(shop)).hasSize(before);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void norByAStartThatWasDownMeanwhile(boolean readsContent) {
    Rules rules = rules(sale());
    plan.send = EnumSet.of(Facet.PRICE);
    VirtualChannel shop = shop(readsContent ? rules.onlyIf("name != \"\"") : rules);
    shop.contentCached = false;
    shop.publish("a", SampleEvents.product("Runner"));
    publish(shop);
    runTo(shop, 50);
    shop.drain();
    int before = said(shop).size();

    shop.crash(20 * MINUTE);
    runTo(shop, 80);
    assertThat(said(shop)).as("at its begin").hasSize(before);
    shop.crash(60 * MINUTE);
    runTo(shop, 180);
    shop.crash(MINUTE);
    runTo(shop, 200);

    assertThat(said(shop)).as("at its end").hasSize(before);
    assertThat(shop.channel.owed()).isZero();
  }

  @Test
  void channelThatDoesNotIsStillToldAtEachBoundary() {
    VirtualChannel shop = shop(rules(sale()));
    plan.schedules = Schedules.NONE;
    shop.reconfigure(plan);
    publish(shop);
    runTo(shop, 50);
    int before = said(shop).size();

    runTo(shop, 180);

    assertThat(said(shop).subList(before, said(shop).size())).containsExactly("12.00", "17.00");
  }

  @Test
  void announcedPricesAreToldAheadWhetherTheyEndOrNot() {
    VirtualChannel shop = shop(rules(null));
    Instant later = Instant.ofEpochMilli(began + 200 * MINUTE);
    shop.publish("a", SampleEvents.price("17.00"));
    shop.publish("a", SampleEvents.price("18.00", later, null));
    shop.publish("a", SampleEvents.price("12.00", from, until));
    runTo(shop, 50);
    assertThat(said(shop))
        .last()
        .isEqualTo("17.00, 12.00 from 60 until 120, 18.00 from 200 until -");
    int before = said(shop).size();

    runTo(shop, 210);
    shop.crash(MINUTE);
    runTo(shop, 240);

    assertThat(price(shop)).isEqualTo("18.00");
    assertThat(said(shop)).hasSize(before);
  }

  @Test
  void saleThatIsTakenOutOfTheFileAfterItsEndSendsNothing() {
    VirtualChannel shop = shop(rules(sale()));
    plan.fingerprint = "with sale";
    publish(shop);
    runTo(shop, 180);
    int before = said(shop).size();

    plan.rules = rules(null).build();
    plan.fingerprint = "without";
    shop.reconfigure(plan);
    runTo(shop, 200);

    assertThat(said(shop)).hasSize(before);
  }

  @Test
  void saleThatIsTakenOutBeforeItBeginsIsTakenBackThere() {
    VirtualChannel shop = shop(rules(sale()));
    plan.fingerprint = "with sale";
    publish(shop);
    runTo(shop, 50);

    plan.rules = rules(null).build();
    plan.fingerprint = "without";
    shop.reconfigure(plan);
    runTo(shop, 61);

    assertThat(said(shop)).last().isEqualTo("17.00");
    assertThat(price(shop)).isEqualTo("17.00");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void channelThatBeginsToActOnDatesIsToldThemAndOneThatStopsShowsWhatHolds(boolean crash) {
    VirtualChannel shop = shop(rules(sale()));
    publish(shop);
    runTo(shop, 50);

    plan.schedules = Schedules.NONE;
    change(shop, crash);
    runTo(shop, 55);
    assertThat(said(shop)).last().isEqualTo("17.00");
    runTo(shop, 70);
    assertThat(said(shop)).last().isEqualTo("12.00");
    plan.schedules = new Schedules(1, true);
    change(shop, crash);
    runTo(shop, 80);
    assertThat(said(shop)).last().isEqualTo("17.00, 12.00 was 17.00 from 60 until 120");
    int before = said(shop).size();
    runTo(shop, 180);

    assertThat(said(shop)).hasSize(before);
    assertThat(price(shop)).isEqualTo("17.00");
  }

  private void change(VirtualChannel shop, boolean crash) {
    if (crash) {
      shop.crash(plan);
    } else {
      shop.reconfigure(plan);
    }
  }

  @Test
  void guardHoldsEachWindowAgainstTheLastingPrice() {
    plan.guard =
        new Guard(Percent.of("40"), Percent.of("20"), new BigDecimal("5.00"), null, null, null);
    VirtualChannel shop = shop(rules(sale()));
    shop.publish("a", SampleEvents.price("17.00"));
    runTo(shop, 10);
    int before = said(shop).size();

    shop.publish("a", outlet("9.00"));
    runTo(shop, 20);
    assertThat(held(shop)).containsExactly("price guard");
    assertThat(shop.heldByRules().get(0).reason()).contains("price 17.00 -> 9.00");
    shop.publish("a", outlet("12.00"));
    runTo(shop, 30);
    assertThat(said(shop).subList(before, said(shop).size()))
        .containsExactly("17.00, 12.00 was 17.00 from 60 until 120");
    shop.publish("b", SampleEvents.price("17.00"));
    shop.publish("b", outlet("4.99"));
    runTo(shop, 40);

    assertThat(shop.heldByRules()).anyMatch(view -> view.code().equals("price_never_below"));
    runTo(shop, 180);
    shop.publish("a", SampleEvents.price("19.00"));
    runTo(shop, 190);
    assertThat(price(shop)).as("little more than 17.00, which it shows again").isEqualTo("19.00");
  }

  private VirtualChannel guarded() {
    plan.guard = new Guard(Percent.of("40"), Percent.of("50"), null, null, null, null);
    VirtualChannel shop = shop(rules(sale()));
    shop.publish("a", SampleEvents.price("100.00"));
    shop.publish("a", outlet("61.00"));
    runTo(shop, 10);
    shop.publish("a", outlet("50.00"));
    runTo(shop, 15);
    approve(shop);
    assertThat(said(shop)).last().isEqualTo("100.00, 50.00 was 100.00 from 60 until 120");
    return shop;
  }

  private static void approve(VirtualChannel shop) {
    HeldQuery all = new HeldQuery("shop", null, null);
    shop.channel.approve(all, 0, 1_000, shop.time.nowMs(), shop.time.nowMs());
    shop.run(1_000);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void announcedReductionLetsNoOtherPriceThroughTheGuard(boolean crash) {
    VirtualChannel shop = guarded();
    for (int i = 0; crash && i < 30; i++) {
      shop.checkpoint();
      shop.run(100);
    }
    if (crash) {
      shop.crash();
    }
    int before = said(shop).size();

    shop.publish("a", SampleEvents.price("55.00"));
    runTo(shop, 20);
    assertThat(held(shop)).containsExactly("price guard");
    assertThat(shop.heldByRules().get(0).reason()).contains("price 100.00 -> 55.00");
    shop.publish("a", SampleEvents.price("160.00"));
    runTo(shop, 30);
    assertThat(shop.heldByRules().get(0).reason()).contains("price 100.00 -> 160.00");
    assertThat(said(shop)).hasSize(before);
    shop.publish("a", SampleEvents.price("100.00"));
    runTo(shop, 40);
    assertThat(said(shop)).as("the same once more").hasSize(before + 1);
    shop.publish("a", SampleEvents.price("55.00", until.plusMillis(MINUTE), null));
    runTo(shop, 45);
    assertThat(shop.heldByRules().get(0).reason()).contains("price 100.00 -> 55.00");
    assertThat(said(shop)).hasSize(before + 1);

    approve(shop);
    shop.publish("a", SampleEvents.price("110.00"));
    runTo(shop, 55);
    assertThat(held(shop)).isEmpty();
  }

  @Test
  void reductionThatWasToldIsNotHeldAgainByEachChangeNorByItsEnd() {
    VirtualChannel shop = guarded();

    shop.publish("a", SampleEvents.price("110.00"));
    runTo(shop, 20);
    assertThat(said(shop)).last().isEqualTo("110.00, 50.00 was 110.00 from 60 until 120");
    plan.rules = rules(null).build();
    plan.fingerprint = "without";
    shop.reconfigure(plan);
    runTo(shop, 30);

    assertThat(said(shop)).last().isEqualTo("110.00");
    assertThat(held(shop)).isEmpty();
  }

  @Test
  void adoptionWithinASaleTakesItForOneAndHoldsNothing() {
    plan.guard = new Guard(Percent.of("40"), Percent.of("20"), null, null, null, null);
    plan.listings = true;
    plan.dryRun = true;
    VirtualChannel shop = shop(rules(sale()));
    shop.listings = cursor -> listing("12.00");
    publish(shop);
    runTo(shop, 70);
    read(shop, ReadingKind.ADOPT);
    plan.dryRun = false;

    shop.reconfigure(plan);
    runTo(shop, 80);

    assertThat(held(shop)).isEmpty();
    assertThat(said(shop)).containsExactly("17.00, 12.00 was 17.00 from 60 until 120");
  }

  @Test
  void withinAFreezeThePriceStaysAlsoWhereTheChannelActsOnDates() {
    Freeze freeze =
        new Freeze(
            "stocktaking",
            Set.of(Facet.PRICE),
            Instant.ofEpochMilli(began + 55 * MINUTE),
            Instant.ofEpochMilli(began + 90 * MINUTE),
            ZoneOffset.UTC);
    VirtualChannel shop = shop(rules(sale()).freeze(freeze));
    publish(shop);
    runTo(shop, 50);
    assertThat(said(shop)).last().isEqualTo("17.00, 12.00 was 17.00 from 90 until 120");
    int before = said(shop).size();

    runTo(shop, 70);
    assertThat(price(shop)).isEqualTo("17.00");
    assertThat(held(shop)).isEmpty();
    shop.crash(MINUTE);
    runTo(shop, 180);

    assertThat(said(shop)).hasSize(before);
    assertThat(price(shop)).isEqualTo("17.00");
  }

  @Test
  void reconcileComparesWithThePriceOfThatTime() {
    plan.listings = true;
    VirtualChannel shop = shop(rules(sale()));
    shop.listings = cursor -> listing(price(shop));
    publish(shop);
    runTo(shop, 50);
    int before = said(shop).size();

    assertThat(reconcile(shop).different()).as("before the sale").isZero();
    runTo(shop, 70);
    assertThat(reconcile(shop).different()).as("in the sale").isZero();
    assertThat(said(shop)).hasSize(before);
    shop.listings = cursor -> listing("17.00");

    assertThat(reconcile(shop).different()).isEqualTo(1);
    assertThat(said(shop)).hasSize(before + 1);
  }

  @Test
  void reconcileTellsWhatWasAcceptedForThatTime() {
    plan.listings = true;
    VirtualChannel shop = shop(rules(sale()));
    shop.listings = cursor -> listing("16.00");
    publish(shop);
    runTo(shop, 50);

    assertThat(reconcile(shop).examples())
        .containsExactly(
            new ReadingView.Difference(
                "a",
                "price",
                "16.00 EUR",
                "17.00",
                "17.00 EUR, 12.00 (was 17.00) from %s until %s".formatted(from, until)));
  }

  @Test
  void adoptTellsTheWindowsThoughThePriceIsRight() {
    plan.listings = true;
    plan.dryRun = true;
    VirtualChannel shop = shop(rules(sale()));
    shop.listings = cursor -> listing("17.00");
    publish(shop);
    runTo(shop, 10);

    assertThat(read(shop, ReadingKind.ADOPT).different()).isEqualTo(1);
    plan.dryRun = false;
    shop.reconfigure(plan);
    runTo(shop, 50);

    assertThat(said(shop)).containsExactly("17.00, 12.00 was 17.00 from 60 until 120");
  }

  private static ListingPage listing(String price) {
    return new ListingPage.Items(
        List.of(new Listing("a", true, null, new BigDecimal(price), "EUR")), null);
  }

  private static ReadingView reconcile(VirtualChannel shop) {
    return read(shop, ReadingKind.RECONCILE);
  }

  private static ReadingView read(VirtualChannel shop, ReadingKind kind) {
    assertThat(shop.channel.read(kind, shop.time.nowMs())).isTrue();
    shop.run(30_000);
    return Objects.requireNonNull(shop.channel.reading());
  }
}
