package io.sluice.gateway.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.PriceSource;
import io.sluice.gateway.rules.PriceSteps;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.StockSteps;
import io.sluice.source.Change;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules that change: what differs is sent, once, and nothing else. */
class ResyncTest {
  private static final int SKUS = 3_000;
  private static final PriceList LIST = new PriceList("default", "EUR", Percent.of("19"));

  private final SamplePlan plan = SamplePlan.state();

  private SamplePlan markup(String percent) {
    plan.rules =
        new Rules()
            .stock(StockSteps.NONE.withKeepBack(1))
            .price(
                new PriceRules(
                    PriceSource.of(LIST),
                    null,
                    List.of(),
                    PriceSteps.NONE
                        .withMarkup(Percent.of(percent))
                        .withAtMost(new BigDecimal("20.00"))))
            .build();
    plan.fingerprint = "markup " + percent;
    return plan;
  }

  /** Every third of them costs more than what the channel takes at most. */
  private VirtualChannel shop() {
    return shop(SKUS);
  }

  private VirtualChannel shop(int skus) {
    plan.parallel = 16;
    VirtualChannel shop = new VirtualChannel(markup("10"));
    shop.commitMs = () -> 1;
    IntStream.range(0, skus)
        .forEach(
            i -> {
              shop.publish("sku-" + i, SampleEvents.stock(5));
              shop.publish("sku-" + i, SampleEvents.price(i % 3 == 0 ? "99.00" : "10.00"));
            });
    shop.drain();
    return shop;
  }

  private static List<ChannelUpdate> saidSince(VirtualChannel shop, int before) {
    return List.copyOf(shop.checker.begun().subList(before, shop.checker.begun().size()));
  }

  private static String price(ChannelUpdate update) {
    return String.valueOf(((Value.Price) update.value()).prices().get(0).amount());
  }

  private static void assertEachOnce(List<ChannelUpdate> updates, String price) {
    assertThat(updates).hasSize(SKUS / 3 * 2);
    assertThat(updates).extracting(ChannelUpdate::facet).containsOnly(Facet.PRICE);
    assertThat(updates).extracting(ResyncTest::price).containsOnly(price);
    assertThat(updates).extracting(ChannelUpdate::sku).doesNotHaveDuplicates();
  }

  @Test
  void onlyWhatRulesThatChangedShowOtherwiseIsSentEachOnce() {
    VirtualChannel shop = shop();
    int before = shop.checker.begun().size();

    shop.reconfigure(markup("20"));
    shop.drain();

    assertEachOnce(saidSince(shop, before), "12.00");
    assertThat(shop.channel.backlog().resync()).isNull();
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void ofTenThousandProductsThoseWhosePriceChangedAreSentWhileEventsGoOn() {
    plan.requestsPerSecond = 500;
    VirtualChannel shop = shop(10_000);
    int before = shop.checker.begun().size();

    shop.reconfigure(markup("20"));
    List<Long> live = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      live.add(shop.publish("sku-" + 7 * i, SampleEvents.stock(100 + i)));
      shop.run(100);
      assertThat(shop.checker.lastApplied("sku-" + 7 * i, "STOCK").revision())
          .as("an event is sent within 100 ms")
          .isEqualTo(live.get(i));
    }
    assertThat(shop.channel.backlog().resync()).as("it still runs").isNotNull();
    shop.drain();

    List<ChannelUpdate> prices =
        saidSince(shop, before).stream().filter(each -> each.facet() == Facet.PRICE).toList();
    assertThat(prices).extracting(ChannelUpdate::sku).doesNotHaveDuplicates();
    assertThat(prices).hasSize(6_666).extracting(ResyncTest::price).containsOnly("12.00");
    assertThat(saidSince(shop, before)).hasSize(6_666 + live.size());

    int then = shop.checker.begun().size();
    shop.reconfigure(markup("20"));
    shop.drain();
    assertThat(saidSince(shop, then)).as("the same file saved again").isEmpty();
  }

  @Test
  void rulesThatChangedDuringAStopAreTakenOverByTheStart() {
    VirtualChannel shop = shop();
    int before = shop.checker.begun().size();

    shop.crash(markup("20"));
    shop.drain();

    assertEachOnce(saidSince(shop, before), "12.00");
  }

  @Test
  void sameRulesAgainSendNothing() {
    VirtualChannel shop = shop();
    int before = shop.checker.begun().size();

    shop.reconfigure(markup("10"));
    shop.drain();
    shop.crash(markup("10"));
    shop.drain();

    assertThat(saidSince(shop, before)).isEmpty();
  }

  @Test
  void rulesThatChangeBackSendUnderIdsThatWereNeverUsed() {
    VirtualChannel shop = shop();

    shop.reconfigure(markup("20"));
    shop.drain();
    shop.reconfigure(markup("10"));
    shop.drain();

    assertThat(shop.checker.begun()).extracting(ChannelUpdate::id).doesNotHaveDuplicates();
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void aStartGoesOnWithWhatAKillInterruptedAndSendsNoneTwiceThatWasAnswered() {
    VirtualChannel shop = shop();
    int before = shop.checker.begun().size();
    shop.reconfigure(markup("20"));
    shop.run(300);
    assertThat(shop.channel.backlog().resync()).isNotNull();

    shop.crash(markup("20"));
    shop.drain();

    List<ChannelUpdate> said = saidSince(shop, before);
    long twice = said.size() - said.stream().map(ChannelUpdate::sku).distinct().count();
    assertThat(said.size() - twice).isEqualTo(SKUS / 3 * 2);
    assertThat(twice).as("in flight or not durable at the kill").isLessThan(100);
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void rulesChangedBackAfterAKillBringBackWhatHadArrivedUnheard() {
    VirtualChannel shop = shop();
    shop.reconfigure(markup("20"));
    shop.run(300);

    shop.crash(markup("10"));
    shop.drain();

    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void rulesChangedBackSomeTimeAfterAKillBringBackWhatHadArrivedUnheard() {
    VirtualChannel shop = shop();
    shop.commitMs = () -> 3_000;
    shop.reconfigure(markup("20"));
    shop.run(7_000);
    shop.commitMs = () -> 1;
    shop.crash(markup("20"));
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    shop.run(1_000);

    shop.reconfigure(markup("10"));
    shop.run(1_000);
    shop.channel.resume(shop.time.nowMs());
    shop.drain();

    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void anotherChangeInTheMiddleSendsWhatIsRightInTheEnd() {
    VirtualChannel shop = shop();
    int before = shop.checker.begun().size();
    shop.reconfigure(markup("20"));
    shop.run(300);
    int sent = saidSince(shop, before).size();
    assertThat(sent).isBetween(1, SKUS / 3 * 2 - 1);

    shop.reconfigure(markup("10"));
    shop.drain();

    assertThat(saidSince(shop, before).size()).as("there and back").isLessThan(2 * sent + 100);
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void whatEventsBringGoesFirst() {
    VirtualChannel shop = shop();
    int before = shop.checker.begun().size();
    shop.reconfigure(markup("20"));
    shop.run(200);
    int then = shop.checker.begun().size();

    long position = shop.publish("sku-2999", SampleEvents.stock(3));
    shop.drain();

    List<ChannelUpdate> later = saidSince(shop, then);
    int place =
        IntStream.range(0, later.size())
            .filter(i -> later.get(i).revision() == position)
            .findFirst()
            .orElseThrow();
    assertThat(place).as("place of the event among %d", later.size()).isLessThan(60);
    assertThat(saidSince(shop, before)).hasSize(SKUS / 3 * 2 + 1);
  }

  @Test
  void whatAChannelRefusedIsTriedOnceMoreUnderOtherRules() {
    VirtualChannel shop = shop();
    shop.farEnd((updates, nowMs) -> FarEnd.all(updates, FarEnd.rejected()));
    shop.publish("sku-1", SampleEvents.price("11.00"));
    shop.drain();
    assertThat(shop.store.held(Why.DEAD)).hasSize(1);

    shop.farEnd(FarEnd.ACCEPTS);
    shop.reconfigure(markup("20"));
    shop.drain();

    assertThat(shop.store.held(Why.DEAD)).isEmpty();
    assertThat(price(shop.checker.lastApplied("sku-1", "PRICE"))).isEqualTo("13.20");
  }

  @Test
  void aRefusalThatNobodyBelievesYetIsTriedAgainAfterAKill() {
    VirtualChannel shop = shop();
    shop.farEnd((updates, nowMs) -> FarEnd.all(updates, FarEnd.rejected()));
    shop.publish("sku-1", SampleEvents.stock(7));
    shop.run(1_000);
    shop.reconfigure(markup("20"));
    shop.run(2_000);
    assertThat(shop.store.held(Why.DEAD)).isEmpty();

    shop.farEnd(FarEnd.ACCEPTS);
    shop.crash(markup("20"));
    shop.channel.resume(shop.time.nowMs());
    shop.drain();

    EndState.checkRules(shop, plan.rules);
  }

  /** The answer to the first try is lost, the second is refused. */
  private static FarEnd unheardThenRefused(VirtualChannel shop, String sku) {
    AtomicInteger tries = new AtomicInteger();
    return (updates, nowMs) ->
        updates.stream()
            .map(
                update -> {
                  if (!update.sku().equals(sku)) {
                    return (Outcome) Outcome.Accepted.PLAIN;
                  } else if (tries.incrementAndGet() > 1) {
                    return FarEnd.rejected();
                  }
                  shop.checker.applied(update);
                  return new Outcome.Unknown("read timed out", true);
                })
            .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatMayHaveArrivedBeforeItWasRefusedIsTakenBackByRulesThatAStartFinds(boolean checkpoint) {
    VirtualChannel shop = shop(10);
    shop.farEnd(unheardThenRefused(shop, "sku-1"));
    shop.reconfigure(markup("20"));
    shop.drain();
    assertThat(shop.store.held(Why.DEAD)).hasSize(1);
    assertThat(price(shop.checker.lastApplied("sku-1", "PRICE"))).isEqualTo("12.00");
    for (int i = 0; checkpoint && i < 50; i++) {
      shop.checkpoint();
      shop.run(100);
    }

    shop.farEnd(FarEnd.ACCEPTS);
    shop.crash(markup("10"));
    shop.drain();

    assertThat(price(shop.checker.lastApplied("sku-1", "PRICE"))).isEqualTo("11.00");
    assertThat(shop.store.held(Why.DEAD)).isEmpty();
  }

  private SamplePlan excluding(Assortment.Then then) {
    Set<io.sluice.source.Facet> all = EnumSet.allOf(io.sluice.source.Facet.class);
    plan.rules =
        new Rules()
            .assortment(new Assortment(Rules.when("brand != \"NoName\""), all, true, then, then))
            .build();
    plan.fingerprint = "excluded: " + then;
    return plan;
  }

  private static Change product(String brand) {
    return new Change.Product(
        "{\"name\": \"Runner\", \"brand\": \"%s\"}".formatted(brand).getBytes(UTF_8));
  }

  private static long stock(VirtualChannel shop) {
    return ((Value.Stock) shop.checker.lastApplied("a", "STOCK").value()).quantity();
  }

  @Test
  void whatMayHaveArrivedBeforeItWasToStayAsItIsIsTakenBackByRulesThatAStartFinds() {
    VirtualChannel shop = new VirtualChannel(excluding(Assortment.Then.OUT_OF_STOCK));
    shop.publish("a", product("Acme"));
    shop.publish("a", SampleEvents.stock(5));
    shop.drain();
    shop.publish("a", product("NoName"));
    shop.drain();
    assertThat(stock(shop)).isZero();
    shop.reconfigure(excluding(Assortment.Then.LEAVE));
    shop.drain();
    shop.farEnd(
        (updates, nowMs) -> {
          updates.forEach(shop.checker::applied);
          return FarEnd.all(updates, new Outcome.Unknown("read timed out", true));
        });
    shop.publish("a", product("Acme"));
    shop.run(200);
    assertThat(stock(shop)).isEqualTo(5);
    shop.publish("a", product("NoName"));
    shop.run(30_000);
    for (int i = 0; i < 50; i++) {
      shop.checkpoint();
      shop.run(100);
    }

    shop.farEnd(FarEnd.ACCEPTS);
    shop.crash(excluding(Assortment.Then.OUT_OF_STOCK));
    shop.drain();

    assertThat(stock(shop)).isZero();
  }

  @Test
  void whatMayHaveArrivedBeforeItWasRefusedIsNotTriedAgainByAStart() {
    VirtualChannel shop = shop(10);
    shop.farEnd(unheardThenRefused(shop, "sku-1"));
    shop.reconfigure(markup("20"));
    shop.drain();
    int before = shop.checker.begun().size();

    shop.crash();
    shop.drain();

    assertThat(saidSince(shop, before)).isEmpty();
    assertThat(shop.store.held(Why.DEAD)).hasSize(1);
  }

  @Test
  void whatWasRefusedIsNotTriedAgainByEveryStart() {
    VirtualChannel shop = shop();
    shop.reconfigure(markup("20"));
    shop.drain();
    shop.farEnd(
        (updates, nowMs) ->
            updates.stream()
                .map(
                    update ->
                        update.sku().equals("sku-1")
                            ? FarEnd.rejected()
                            : (Outcome) Outcome.Accepted.PLAIN)
                .toList());
    shop.publish("sku-1", SampleEvents.price("11.00"));
    shop.publish("sku-2", SampleEvents.price("11.00"));
    shop.drain();
    assertThat(shop.store.held(Why.DEAD)).hasSize(1);
    int before = shop.checker.begun().size();

    shop.crash(markup("20"));
    shop.drain();

    assertThat(saidSince(shop, before)).isEmpty();
  }

  @Test
  void rulesThatReadMoreFactsSendOnlyWhatTheyShowOtherwise() {
    VirtualChannel shop = shop();
    int before = shop.checker.begun().size();
    // Every stock is newer than its product's price now.
    IntStream.range(0, SKUS).forEach(i -> shop.publish("sku-" + i, SampleEvents.stock(5)));
    shop.drain();
    assertThat(saidSince(shop, before)).hasSize(SKUS);

    plan.rules =
        new Rules()
            .onlyIf("stock > 1")
            .stock(StockSteps.NONE.withKeepBack(1))
            .price(
                new PriceRules(
                    PriceSource.of(LIST),
                    null,
                    List.of(),
                    PriceSteps.NONE
                        .withMarkup(Percent.of("10"))
                        .withAtMost(new BigDecimal("20.00"))))
            .build();
    plan.fingerprint = "only what there is";
    shop.reconfigure(plan);
    shop.drain();

    assertThat(saidSince(shop, before)).hasSize(SKUS);
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void whileTheChannelIsDownOnlySomeWaitAndTheBacklogTellsThem() {
    VirtualChannel shop = shop();
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());

    shop.reconfigure(markup("20"));
    shop.run(60_000);

    assertThat(shop.channel.owed()).isBetween(1_000L, 1_300L);
    assertThat(shop.channel.backlog().resync().changed()).isEqualTo(shop.channel.owed());
    shop.channel.resume(shop.time.nowMs());
    shop.drain();
    EndState.checkRules(shop, plan.rules);
  }

  private VirtualChannel stoppedWithOtherRules() {
    VirtualChannel shop = shop();
    shop.needsApproval = true;
    shop.crash(markup("20"));
    return shop;
  }

  @Test
  void rulesThatChangedDuringAStopSendNothingBeforeTheyAreApproved() {
    VirtualChannel shop = stoppedWithOtherRules();
    int before = shop.checker.begun().size();

    shop.publish("sku-1", SampleEvents.price("11.00"));
    shop.publish("sku-2", SampleEvents.stock(1));
    shop.run(60_000);

    assertThat(saidSince(shop, before)).isEmpty();
    assertThat(shop.channel.awaitsApproval()).isTrue();
    assertThat(shop.channel.backlog().resync()).isNull();

    shop.channel.approve(shop.time.nowMs());
    shop.drain();

    assertThat(saidSince(shop, before)).hasSize(SKUS / 3 * 2 + 1);
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void aKillDoesNotApprove() {
    VirtualChannel shop = stoppedWithOtherRules();
    int before = shop.checker.begun().size();
    shop.run(60_000);

    shop.crash();
    shop.run(60_000);

    assertThat(saidSince(shop, before)).isEmpty();
    assertThat(shop.channel.awaitsApproval()).isTrue();
  }

  @Test
  void rulesThatAreBroughtBackNeedNoApproval() {
    VirtualChannel shop = stoppedWithOtherRules();
    int before = shop.checker.begun().size();
    shop.publish("sku-2", SampleEvents.stock(1));
    shop.run(1_000);

    shop.reconfigure(markup("10"));
    shop.drain();

    assertThat(shop.channel.awaitsApproval()).isFalse();
    assertThat(saidSince(shop, before)).extracting(ChannelUpdate::sku).containsExactly("sku-2");
    EndState.checkRules(shop, plan.rules);
  }

  @Test
  void whatIsCancelledIsNotSentAlsoAfterAKillButWhatEventsBringIs() {
    VirtualChannel shop = shop();
    int before = shop.checker.begun().size();
    shop.reconfigure(markup("20"));
    shop.run(300);
    assertThat(shop.channel.cancelResync("anna", shop.time.nowMs())).isTrue();
    shop.drain();
    int sent = saidSince(shop, before).size();
    assertThat(sent).isBetween(1, SKUS / 2);
    assertThat(shop.channel.backlog().resync().cancelledBy()).isEqualTo("anna");

    shop.crash();
    shop.drain();

    assertThat(saidSince(shop, before)).hasSize(sent);
    assertThat(shop.channel.backlog().resync().cancelledBy()).isEqualTo("anna");
    assertThat(shop.channel.cancelResync("ben", shop.time.nowMs())).isFalse();
    shop.publish("sku-2999", SampleEvents.stock(3));
    shop.publish("sku-2999", SampleEvents.price("11.00"));
    shop.drain();
    assertThat(saidSince(shop, before)).hasSize(sent + 2);
    assertThat(price(shop.checker.lastApplied("sku-2999", "PRICE"))).isEqualTo("13.20");
  }

  @Test
  void cancellingLosesNoEventThatWaits() {
    VirtualChannel shop = shop();
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    shop.publish("sku-1", SampleEvents.price("12.00"));
    shop.publish("sku-2", SampleEvents.stock(1));
    shop.run(100);
    shop.reconfigure(markup("20"));
    shop.run(1_000);
    int before = shop.checker.begun().size();

    shop.channel.cancelResync("anna", shop.time.nowMs());
    shop.run(1_000);
    shop.channel.resume(shop.time.nowMs());
    shop.drain();

    assertThat(saidSince(shop, before))
        .extracting(ChannelUpdate::sku)
        .containsExactlyInAnyOrder("sku-1", "sku-2");
    assertThat(price(shop.checker.lastApplied("sku-1", "PRICE"))).isEqualTo("14.40");
  }

  @Test
  void nextChangeOfRulesLooksAtWhatWasCancelled() {
    VirtualChannel shop = shop();
    shop.reconfigure(markup("20"));
    shop.run(300);
    shop.channel.cancelResync("anna", shop.time.nowMs());
    shop.drain();

    shop.reconfigure(markup("30"));
    shop.drain();

    EndState.checkRules(shop, plan.rules);
    assertThat(shop.channel.backlog().resync()).isNull();
  }

  /** Products that all differ, and that a dry run does not send. */
  private static final class ManyThatStay implements Resync.Products {
    private static final int COUNT = 100_000;
    private final BitSet waiting = new BitSet();
    private int asked;

    @Override
    public int count() {
      return COUNT;
    }

    @Override
    public boolean look(int sku, IntConsumer owed, long nowMs) {
      owed.accept(sku);
      waiting.set(sku);
      return true;
    }

    @Override
    public boolean waits(int key) {
      asked++;
      return waiting.get(key);
    }

    @Override
    public boolean drop(int key) {
      asked++;
      waiting.clear(key);
      return true;
    }

    int takeAsked() {
      int before = asked;
      asked = 0;
      return before;
    }
  }

  @Test
  void whatADryRunOwesIsLookedThroughSomeAtATime() {
    ManyThatStay products = new ManyThatStay();
    Resync resync = new Resync("second", products, false);
    resync.restore("0 0 first".getBytes(UTF_8), null);
    resync.begin(1);
    long nowMs = 0;
    while (resync.view() == null || resync.view().looked() < ManyThatStay.COUNT) {
      nowMs += 10;
      resync.step(nowMs);
      assertThat(products.takeAsked()).isLessThan(10_000);
    }

    assertThat(resync.cancel("anna", nowMs)).isTrue();
    assertThat(products.takeAsked()).isLessThan(20_000);
    for (int i = 0; i < 30; i++) {
      nowMs += 500;
      resync.step(nowMs);
      assertThat(products.takeAsked()).isLessThan(20_000);
    }

    assertThat(products.waiting.cardinality()).isZero();
    assertThat(resync.isOver()).isTrue();
  }
}
