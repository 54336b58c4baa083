package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listing;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.ReadingView;
import io.sluice.gateway.operations.ReadingView.Difference;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.Guard;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.StockSteps;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody changed or lost there is found and mended. */
class ReconciliationTest extends ReadingFixture {
  @Test
  void whatSomebodyChangedThereIsFoundAndMended() {
    VirtualChannel shop = filled(250);
    int before = shop.checker.begun().size();
    shows("sku-3", 99L, "20.00");
    shows("sku-120", 10L, "25.50");

    ReadingView told = read(shop, ReadingKind.RECONCILE_DRY_RUN);
    assertThat(told.examples())
        .containsExactly(
            new Difference("sku-3", "stock", "99", "10", "10"),
            new Difference("sku-120", "price", "25.50 EUR", "20.00", "20.00 EUR"));
    assertThat(told.same()).isEqualTo(498);
    assertThat(told.touched()).isZero();
    assertThat(sentSince(shop, before)).isEmpty();

    ReadingView mended = read(shop, ReadingKind.RECONCILE);
    assertThat(mended.different()).isEqualTo(2);
    assertThat(mended.touched()).isEqualTo(2);
    assertThat(mended.waiting()).isZero();
    assertThat(sentSince(shop, before)).hasSize(2);
    assertThat(sentSince(shop, before)).extracting(ChannelUpdate::id).doesNotHaveDuplicates();
    assertThat(shop.checker.begun().subList(0, before))
        .extracting(ChannelUpdate::id)
        .doesNotContain(sentSince(shop, before).get(0).id());
    EndState.checkState(shop);
  }

  @Test
  void whatIsAcceptedAfterThePageWasReadIsNoDrift() {
    VirtualChannel shop = filled(3);
    shop.publish("sku-0", SampleEvents.stock(4));
    shop.publish("sku-1", SampleEvents.stock(5));
    shop.run(8);
    // In flight or about to be, while the page shows the stock before.
    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(stock(shop, "sku-0")).isEqualTo(4);
    assertThat(told.different()).isZero();
    assertThat(told.skipped()).isEqualTo(2);
  }

  @Test
  void stockAboveWhatTheChannelCanShowIsNoDrift() {
    plan.maxStock = 999;
    VirtualChannel shop = filled(3);
    shop.publish("sku-0", SampleEvents.stock(5_000));
    shop.drain();
    shows("sku-0", 999L, "20.00");

    assertThat(read(shop, ReadingKind.RECONCILE).different()).isZero();

    shows("sku-0", 998L, "20.00");
    assertThat(read(shop, ReadingKind.RECONCILE).different()).isEqualTo(1);
  }

  @Test
  void whatIsHeldRefusedOrDiscardedIsNoDrift() {
    plan.guard = new Guard(Percent.of("40"), null, null, null, null, null);
    VirtualChannel shop = filled(4);
    shop.publish("sku-0", SampleEvents.price("1.00"));
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
    shop.publish("sku-1", SampleEvents.stock(3));
    shop.publish("sku-2", SampleEvents.stock(9));
    shop.drain();
    shop.publish("sku-3", SampleEvents.stock(2));
    shop.drain();
    showsWhatItWasSent(shop, "sku-2", "sku-3");
    shows("sku-0", 10L, "33.00");
    shows("sku-1", 77L, "20.00");

    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(told.different()).isZero();
    assertThat(told.skipped()).isEqualTo(2);
  }

  @Test
  void productThatGotLostThereIsSentAgain() {
    plan.send = EnumSet.allOf(Facet.class);
    VirtualChannel shop = shop();
    for (int i = 0; i < 20; i++) {
      shop.publish("sku-" + i, SampleEvents.product("p"));
      publish(shop, "sku-" + i, 10, "20.00");
    }
    shop.drain();
    IntStream.range(0, 20).forEach(i -> showsWhatItWasSent(shop, "sku-" + i));
    there.remove("sku-7");
    int before = shop.checker.begun().size();

    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(told.missing()).isEqualTo(1);
    assertThat(told.examples())
        .containsExactly(new Difference("sku-7", "listed", "no", "yes", "yes"));
    shop.drain();
    assertThat(sentSince(shop, before)).hasSize(3).allMatch(each -> each.sku().equals("sku-7"));
    assertThat(sentSince(shop, before).get(0).value()).isInstanceOf(Value.Product.class);
  }

  @Test
  void listThatLacksMostOfItIsNotBelieved() {
    VirtualChannel shop = filled(200);
    there.keySet().removeIf(sku -> !sku.equals("sku-1"));
    int before = shop.checker.begun().size();

    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(told.missing()).isEqualTo(199);
    assertThat(told.touched()).isZero();
    assertThat(told.problem()).contains("not believed");
    assertThat(sentSince(shop, before)).isEmpty();
  }

  @Test
  void productThatIsThereAgainstAllWeKnewGetsItsStock() {
    plan.send = EnumSet.allOf(Facet.class);
    VirtualChannel shop = shop();
    publish(shop, "other", 1, "1.00");
    shop.farEnd(
        (updates, nowMs) ->
            updates.stream()
                .map(
                    update ->
                        update.value() instanceof Value.Product
                            ? FarEnd.rejected()
                            : (Outcome) Outcome.Accepted.PLAIN)
                .toList());
    shop.publish("a", SampleEvents.product("p"));
    shop.run(100);
    shop.publish("other", SampleEvents.stock(2));
    shop.run(1_000);
    shop.publish("a", SampleEvents.stock(4));
    shop.run(1_000);
    assertThat(stock(shop, "a")).isNull();
    shows("a", null, null);
    shows("other", 2L, "1.00");
    shop.farEnd(FarEnd.ACCEPTS);

    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(told.unexpected()).isEqualTo(1);
    shop.drain();
    assertThat(stock(shop, "a")).isEqualTo(4);
  }

  @Test
  void productThatWasTakenAwayIsMissingAsItShouldBe() {
    plan.send = EnumSet.allOf(Facet.class);
    VirtualChannel shop = shop();
    shop.publish("a", SampleEvents.product("p"));
    shop.drain();
    shop.publish("a", new Change.Discontinued());
    shop.drain();

    assertThat(read(shop, ReadingKind.RECONCILE).missing()).isZero();
  }

  /** Why a product is not settled. */
  private enum Trouble {
    HELD,
    LET_GO,
    REFUSED,
    DISCARDED
  }

  private static void refuses(VirtualChannel shop, String sku, Facet facet) {
    shop.farEnd(
        (updates, nowMs) ->
            updates.stream()
                .map(
                    update ->
                        update.sku().equals(sku) && update.facet().name().equals(facet.name())
                            ? FarEnd.rejected()
                            : (Outcome) Outcome.Accepted.PLAIN)
                .toList());
  }

  private void trouble(VirtualChannel shop, String sku, Trouble why) {
    if (why == Trouble.REFUSED || why == Trouble.DISCARDED) {
      refuses(shop, sku, Facet.PRICE);
    }
    long position =
        shop.publish(
            sku, SampleEvents.price(why == Trouble.HELD || why == Trouble.LET_GO ? "1" : "21"));
    shop.run(1_000);
    // Something else gets through, so it was the price's own fault.
    shop.publish("other", SampleEvents.stock(1));
    shop.drain();
    shop.farEnd(FarEnd.ACCEPTS);
    if (why == Trouble.LET_GO) {
      HeldQuery all = new HeldQuery("shop", null, null);
      shop.channel.letGo(all, 0, 1_000, shop.time.nowMs(), shop.time.nowMs());
    } else if (why == Trouble.DISCARDED) {
      shop.channel.discard(sku, "price", position, shop.time.nowMs());
    }
    shop.drain();
    shows("other", 1L, null);
  }

  @ParameterizedTest
  @EnumSource
  void productOfWhichAnythingIsHeldRefusedOrUnwantedIsNotCreatedAgain(Trouble why) {
    plan.guard = new Guard(Percent.of("40"), null, null, null, null, null);
    VirtualChannel shop = filled(20);
    trouble(shop, "sku-7", why);
    there.remove("sku-7");
    there.remove("sku-8");
    int before = shop.checker.begun().size();

    ReadingView told = read(shop, ReadingKind.RECONCILE);
    shop.drain();

    assertThat(told.missing()).isEqualTo(1);
    assertThat(told.skipped()).isEqualTo(1);
    assertThat(sentSince(shop, before)).hasSize(2).allMatch(each -> each.sku().equals("sku-8"));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatWasRefusedOrUnwantedIsNotSentBecauseItsProductIsThere(boolean discarded) {
    plan.send = EnumSet.allOf(Facet.class);
    VirtualChannel shop = shop();
    publish(shop, "other", 1, "1.00");
    refuses(shop, "a", Facet.PRODUCT);
    long position = shop.publish("a", SampleEvents.product("p"));
    shop.run(100);
    shop.publish("other", SampleEvents.stock(2));
    shop.run(1_000);
    shop.publish("a", SampleEvents.stock(4));
    shop.run(1_000);
    if (discarded) {
      shop.channel.discard("a", "product", position, shop.time.nowMs());
    }
    shows("a", null, null);
    shows("other", 2L, "1.00");
    shop.farEnd(FarEnd.ACCEPTS);
    int before = shop.checker.begun().size();

    read(shop, ReadingKind.RECONCILE);
    shop.drain();

    assertThat(sentSince(shop, before)).hasSize(1);
    assertThat(stock(shop, "a")).isEqualTo(4);
  }

  @Test
  void whatIsMissingIsLookedAtInSmallSteps() {
    VirtualChannel shop = filled(2_000);
    there.clear();
    long from = shop.time.nowMs();
    shop.channel.read(ReadingKind.RECONCILE_DRY_RUN, from);
    while (!view(shop).over()) {
      shop.run(1);
    }

    assertThat(view(shop).missing()).isEqualTo(2_000);
    assertThat(shop.time.nowMs() - from).as("at most 128 are rendered in 5 ms").isGreaterThan(90);
  }

  @Test
  void productThatWeTookAwayIsMissingAsItShouldBeWhateverTheRulesSayNow() {
    plan.send = EnumSet.allOf(Facet.class);
    plan.rules =
        new Rules()
            .assortment(
                new Assortment(
                    Rules.when("name != 'old'"),
                    plan.send,
                    true,
                    Assortment.Then.DELIST,
                    Assortment.Then.DELIST))
            .build();
    plan.fingerprint = "one";
    VirtualChannel shop = shop();
    shop.publish("a", SampleEvents.product("new"));
    shop.drain();
    shop.publish("a", SampleEvents.product("old"));
    shop.drain();
    assertThat(shop.checker.lastApplied("a", "PRODUCT").value())
        .isInstanceOf(Value.Discontinued.class);
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    plan.rules = new Rules().build();
    plan.fingerprint = "other";
    shop.reconfigure(plan);
    shop.run(1_000);
    assertThat(shop.channel.cancelResync("ops", shop.time.nowMs())).isTrue();
    shop.channel.resume(shop.time.nowMs());
    shop.drain();
    int before = shop.checker.begun().size();

    ReadingView told = read(shop, ReadingKind.RECONCILE);
    shop.drain();

    assertThat(told.missing()).isZero();
    assertThat(sentSince(shop, before)).isEmpty();
  }

  @Test
  void productThatMovedToAPageThatWasReadIsNotMissing() {
    shows("theirs", 1L, "1.00");
    VirtualChannel shop = filled(250);
    shop.listings =
        cursor -> {
          if (cursor != null) {
            // All that follow move up by one, sku-99 to the page before.
            there.remove("theirs");
          }
          return page(shop, cursor);
        };
    int before = shop.checker.begun().size();

    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(told.missing()).isZero();
    assertThat(told.same()).isEqualTo(498);
    assertThat(told.listings()).as("of the first time").isEqualTo(250);
    assertThat(readAtMs).as("three pages, twice").hasSize(6);
    assertThat(sentSince(shop, before)).isEmpty();
  }

  @Test
  void stockThatIsLowerThereMayBeSoldAndIsNotRaised() {
    VirtualChannel shop = filled(3);
    int before = shop.checker.begun().size();
    shows("sku-1", 8L, "20.00");

    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(told.examples()).containsExactly(new Difference("sku-1", "stock", "8", "10", "10"));
    assertThat(told.touched()).isZero();
    assertThat(told.problem()).startsWith("1 stocks are lower there than they were sent");
    read(shop, ReadingKind.RECONCILE);
    shop.run(Duration.ofHours(19).toMillis());
    assertThat(read(shop, ReadingKind.RECONCILE).touched()).isZero();
    assertThat(sentSince(shop, before)).isEmpty();
  }

  @Test
  void stockThatStaysLowerThereForLongIsSentAgain() {
    VirtualChannel shop = filled(3);
    int before = shop.checker.begun().size();
    shows("sku-1", 8L, "20.00");
    read(shop, ReadingKind.RECONCILE_DRY_RUN);
    shop.run(Duration.ofHours(21).toMillis());

    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(told.touched()).isEqualTo(1);
    assertThat(told.problem()).isNull();
    assertThat(sentSince(shop, before)).hasSize(1);
    assertThat(stock(shop, "sku-1")).isEqualTo(10);
  }

  @Test
  void aReloadDoesNotBeginThatWaitAnewAndWhatIsGoneMeanwhileDoes() {
    VirtualChannel shop = filled(3);
    shows("sku-0", 8L, "20.00");
    shows("sku-1", 8L, "20.00");
    read(shop, ReadingKind.RECONCILE_DRY_RUN);
    there.remove("sku-0");
    shop.run(Duration.ofHours(10).toMillis());
    read(shop, ReadingKind.RECONCILE_DRY_RUN);
    shows("sku-0", 8L, "20.00");
    plan.batch = 7;
    shop.reconfigure(plan);
    shop.run(Duration.ofHours(11).toMillis());
    int before = shop.checker.begun().size();

    assertThat(read(shop, ReadingKind.RECONCILE).touched()).isEqualTo(1);
    assertThat(sentSince(shop, before)).extracting(ChannelUpdate::sku).containsExactly("sku-1");
  }

  @Test
  void aListThatIsNotBelievedDoesNotBeginThatWaitAnew() {
    VirtualChannel shop = filled(200);
    shows("sku-1", 8L, "20.00");
    read(shop, ReadingKind.RECONCILE);
    shop.run(Duration.ofHours(11).toMillis());
    Map<String, Listing> all = Map.copyOf(there);
    there.keySet().removeIf(sku -> !sku.equals("sku-2"));
    assertThat(read(shop, ReadingKind.RECONCILE).problem()).contains("not believed");
    there.putAll(all);
    shop.run(Duration.ofHours(11).toMillis());

    assertThat(read(shop, ReadingKind.RECONCILE).touched()).isEqualTo(1);
  }

  /** Reads while the channel takes nothing; answers how much was sent before the kill. */
  private static int findsAndIsKilled(VirtualChannel shop, ToLongFunction<ReadingView> found) {
    shop.farEnd((updates, nowMs) -> FarEnd.all(updates, FarEnd.unreachable()));
    shop.channel.read(ReadingKind.RECONCILE, shop.time.nowMs());
    for (int i = 0; i < 10_000 && found.applyAsLong(view(shop)) == 0; i++) {
      shop.run(1);
    }
    shop.run(100);
    int before = shop.checker.begun().size();
    shop.crash();
    shop.farEnd(FarEnd.ACCEPTS);
    shop.drain();
    return before;
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void productThatGotLostThereIsSentAgainAlsoAfterAKill(boolean products) {
    plan.send = products ? EnumSet.allOf(Facet.class) : plan.send;
    VirtualChannel shop = shop();
    for (int i = 0; i < 20; i++) {
      shop.publish("sku-" + i, SampleEvents.product("p"));
      shop.publish("sku-" + i, SampleEvents.stock(10));
    }
    shop.drain();
    IntStream.range(0, 20).forEach(i -> showsWhatItWasSent(shop, "sku-" + i));
    there.remove("sku-7");
    int before = findsAndIsKilled(shop, ReadingView::missing);

    assertThat(sentSince(shop, before))
        .hasSize(products ? 2 : 1)
        .allMatch(each -> each.sku().equals("sku-7"));
    int after = shop.checker.begun().size();
    shop.crash();
    shop.drain();
    assertThat(sentSince(shop, after)).as("it is settled").isEmpty();
  }

  @Test
  void whatIsBackThereIsSentAfterAKillAlsoWhereAResyncWasCancelled() {
    plan.rules = new Rules().build();
    plan.fingerprint = "one";
    VirtualChannel shop = filled(3);
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    plan.rules = new Rules().stock(StockSteps.NONE.withKeepBack(1)).build();
    plan.fingerprint = "other";
    shop.reconfigure(plan);
    shop.run(1_000);
    assertThat(shop.channel.cancelResync("ops", shop.time.nowMs())).isTrue();
    shop.channel.resume(shop.time.nowMs());
    shop.farEnd(
        (updates, nowMs) ->
            FarEnd.all(
                updates,
                updates.get(0).sku().equals("sku-1")
                    ? new Outcome.NotListed("none")
                    : Outcome.Accepted.PLAIN));
    shop.publish("sku-1", SampleEvents.stock(4));
    shop.run(1_000);
    int before = findsAndIsKilled(shop, ReadingView::unexpected);

    assertThat(sentSince(shop, before))
        .extracting(each -> each.sku() + " " + each.facet())
        .containsExactlyInAnyOrder("sku-1 STOCK", "sku-1 PRICE");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void stockThatChangedAgainOrWasHeardOfAgainIsWaitedForAnew(boolean event) {
    VirtualChannel shop = filled(3);
    shows("sku-1", 8L, "20.00");
    read(shop, ReadingKind.RECONCILE);
    shop.run(Duration.ofHours(15).toMillis());
    if (event) {
      shop.publish("sku-1", SampleEvents.stock(10));
      shop.drain();
    } else {
      shows("sku-1", 7L, "20.00");
      read(shop, ReadingKind.RECONCILE);
    }
    shop.run(Duration.ofHours(15).toMillis());
    int before = shop.checker.begun().size();

    assertThat(read(shop, ReadingKind.RECONCILE).touched()).isZero();
    assertThat(sentSince(shop, before)).isEmpty();
  }

  @Test
  void duringAFreezeWhatSomebodyRaisedIsLoweredAndTheRestWaitsForItsEnd() {
    Instant begins = Instant.ofEpochMilli(new VirtualTime().nowMs()).plus(Duration.ofDays(2));
    plan.rules = frozen(begins, begins.plus(Duration.ofHours(1)));
    VirtualChannel shop = filled(3);
    shop.run(begins.plusSeconds(60).toEpochMilli() - shop.time.nowMs());
    int before = shop.checker.begun().size();
    shows("sku-0", 99L, "20.00");
    shows("sku-1", 10L, "33.00");

    ReadingView told = read(shop, ReadingKind.RECONCILE);
    shop.run(60_000);

    assertThat(told.different()).isEqualTo(2);
    assertThat(told.touched()).isEqualTo(1);
    assertThat(sentSince(shop, before)).hasSize(1);
    assertThat(sentSince(shop, before).get(0).value()).isEqualTo(new Value.Stock(10, Map.of()));
    assertThat(shop.heldByRules())
        .extracting(held -> held.sku() + " " + held.part() + " " + held.why())
        .contains("sku-1 price freeze");
    shop.run(Duration.ofHours(2).toMillis());
    assertThat(shop.heldByRules()).isEmpty();
    assertThat(sentSince(shop, before))
        .filteredOn(each -> each.value() instanceof Value.Price)
        .extracting(ChannelUpdate::sku)
        .containsExactly("sku-1");
  }

  @Test
  void stockThatStaysLowerThereIsNotRaisedDuringAFreeze() {
    Instant begins = Instant.ofEpochMilli(new VirtualTime().nowMs()).plus(Duration.ofDays(1));
    plan.rules = frozen(begins, begins.plus(Duration.ofDays(2)));
    VirtualChannel shop = filled(3);
    shop.run(Duration.ofHours(25).toMillis());
    int before = shop.checker.begun().size();
    shows("sku-1", 8L, "20.00");
    read(shop, ReadingKind.RECONCILE);
    shop.run(Duration.ofHours(21).toMillis());

    assertThat(read(shop, ReadingKind.RECONCILE).touched()).isZero();
    assertThat(sentSince(shop, before)).isEmpty();

    shop.run(Duration.ofHours(30).toMillis());
    assertThat(read(shop, ReadingKind.RECONCILE).touched()).isEqualTo(1);
    assertThat(sentSince(shop, before)).hasSize(1);
  }
}
