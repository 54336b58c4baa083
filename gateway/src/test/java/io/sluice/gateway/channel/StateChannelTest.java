package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A channel that keeps the latest: which update goes out when, and what is never sent. */
class StateChannelTest {
  private final SamplePlan plan = SamplePlan.state();

  @Test
  void valuesInBetweenAreSkippedDuringAnOutageAndTheLastOneArrives() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    for (int i = 0; i < 2_000; i++) {
      shop.publish("sku-" + i % 40, SampleEvents.stock(i));
    }
    shop.run(3_600_000);
    int during = shop.checker.begun().size();
    shop.farEnd(FarEnd.ACCEPTS);

    // When
    shop.drain();

    // Then
    EndState.checkState(shop);
    assertThat(shop.checker.begun().size() - during).isBetween(40, 44);
  }

  @Test
  void fallingStockGoesFirstThenStockThenPriceThenProduct() {
    // Given
    plan.parallel = 1;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.publish("falls", SampleEvents.stock(9));
    shop.drain();
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    shop.publish("a", SampleEvents.product("A"));
    shop.publish("a", SampleEvents.price("1.00"));
    shop.publish("b", SampleEvents.stock(5));
    shop.publish("falls", SampleEvents.stock(1));
    shop.run(1_000);

    // When
    shop.channel.resume(shop.time.nowMs());
    shop.drain();

    // Then
    assertThat(shop.checker.begun().stream().skip(1).map(each -> each.sku() + " " + each.facet()))
        .containsExactly("falls STOCK", "b STOCK", "a PRICE", "a PRODUCT");
  }

  @Test
  void aPriceNotYetInForceIsSentWhenItsTimeComesThoughNothingElseHappens() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    Instant begins = Instant.ofEpochMilli(shop.time.nowMs() + 86_400_000);
    shop.publish("a", SampleEvents.price("9.99", begins, null));

    // When
    shop.run(3_600_000);

    // Then
    assertThat(shop.checker.begun()).isEmpty();
    shop.drain();
    assertThat(shop.checker.lastApplied("a", "PRICE")).isNotNull();
    assertThat(shop.time.nowMs()).isGreaterThanOrEqualTo(begins.toEpochMilli());
  }

  @Test
  void aSaleBeginsAndEndsByItselfAlsoAcrossARestart() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    long now = shop.time.nowMs();
    shop.publish("a", SampleEvents.price("10.00"));
    Instant from = Instant.ofEpochMilli(now + 10_000);
    shop.publish("a", SampleEvents.price("7.00", from, from.plusSeconds(10)));
    shop.run(1_000);
    assertThat(amount(shop)).isEqualTo("10.00");

    // When
    shop.crash();
    shop.run(12_000);

    // Then
    assertThat(amount(shop)).isEqualTo("7.00");
    shop.crash();
    shop.drain();
    assertThat(amount(shop)).isEqualTo("10.00");
  }

  @Test
  void aPriceThatComesBackAfterASaleHasAnotherKeyThanBefore() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    Instant from = Instant.ofEpochMilli(shop.time.nowMs() + 10_000);
    shop.publish("a", SampleEvents.price("10.00"));
    shop.publish("a", SampleEvents.price("7.00", from, from.plusSeconds(10)));

    // When
    shop.drain();

    // Then
    assertThat(amount(shop)).isEqualTo("10.00");
    assertThat(shop.checker.begun()).extracting(ChannelUpdate::id).doesNotHaveDuplicates();
  }

  @Test
  void whatAPersonAsksForAfterARestartHasAnotherKeyThanWhatWasAskedForBefore() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.publish("a", SampleEvents.stock(1));
    shop.drain();
    shop.channel.touch("a", "stock/default", true, shop.time.nowMs());
    shop.drain();

    // When
    shop.crash();
    shop.channel.touch("a", "stock/default", true, shop.time.nowMs());
    shop.drain();

    // Then
    assertThat(shop.checker.begun()).hasSize(3);
    assertThat(shop.checker.begun()).extracting(ChannelUpdate::id).doesNotHaveDuplicates();
  }

  private static String amount(VirtualChannel shop) {
    Value.Price price = (Value.Price) shop.checker.lastApplied("a", "PRICE").value();
    return String.valueOf(price.prices().get(0).amount());
  }

  @Test
  void newerContentThatComesDuringAFetchIsSentToo() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.contentCached = false;
    shop.readMs = () -> 1_000;
    shop.publish("a", SampleEvents.product("one"));
    shop.run(500);

    // When
    shop.publish("a", SampleEvents.product("two"));
    shop.drain();

    // Then
    EndState.checkState(shop);
  }

  @Test
  void contentThatIsGoneIsHeldVisiblyAndNewContentClosesThat() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.contentCached = false;
    shop.contentGone = true;
    shop.publish("a", SampleEvents.product("one"));
    shop.publish("b", SampleEvents.stock(1));
    shop.run(5_000);
    assertThat(shop.store.held(Why.MAPPING)).hasSize(1);
    assertThat(shop.channel.held().counts()).containsEntry("mapping", 1L);
    assertThat(shop.checker.begunSkus()).containsExactly("b");

    // When
    shop.contentGone = false;
    shop.drain();

    // Then
    EndState.checkState(shop);
    assertThat(shop.store.held).isEmpty();
  }

  @Test
  void aTouchOfWhatTheChannelHasSendsNothingUnlessAPersonAsks() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.publish("a", SampleEvents.stock(1));
    shop.drain();

    // When
    shop.channel.touch("a", "stock", false, shop.time.nowMs());
    shop.drain();

    // Then
    assertThat(shop.checker.begun()).hasSize(1);
    shop.channel.touch("a", "stock", true, shop.time.nowMs());
    shop.drain();
    assertThat(shop.checker.begun()).hasSize(2);
    assertThat(shop.checker.begun().stream().map(ChannelUpdate::id).distinct()).hasSize(2);
  }

  @Test
  void stockOfAProductThatWasRefusedWaitsVisiblyAndGoesOnceTheProductIsListed() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(StateChannelTest::refusesProducts);
    shop.publish("a", SampleEvents.product("bad"));
    shop.publish("ok", SampleEvents.stock(1));
    shop.run(1_000);
    shop.publish("ok", SampleEvents.stock(2));
    shop.run(1_000);
    shop.publish("a", SampleEvents.stock(5));
    shop.run(1_000);
    assertThat(shop.store.held(Why.NOT_LISTED)).hasSize(1);
    assertThat(shop.checker.lastApplied("a", "STOCK")).isNull();

    // When
    shop.farEnd(FarEnd.ACCEPTS);
    shop.publish("a", SampleEvents.product("good"));
    shop.run(1_000);

    // Then
    assertThat(shop.checker.lastApplied("a", "STOCK")).isNotNull();
    assertThat(shop.store.held).isEmpty();
  }

  private static List<Outcome> refusesProducts(List<ChannelUpdate> updates, long nowMs) {
    boolean product = updates.get(0).facet() == Facet.PRODUCT;
    return FarEnd.all(updates, product ? FarEnd.rejected() : Outcome.Accepted.PLAIN);
  }

  @Test
  void stockOfAProductThatIsNeverListedIsTriedHourlyAndDiesOfAge() {
    // Given
    plan.send = Set.of(io.sluice.source.Facet.STOCK);
    plan.giveUpAfterMs = 3_600_000;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(
        (updates, now) ->
            FarEnd.all(
                updates,
                updates.get(0).sku().equals("a")
                    ? new Outcome.NotListed("no such offer")
                    : Outcome.Accepted.PLAIN));
    shop.publish("a", SampleEvents.stock(5));
    shop.run(1_000);
    assertThat(shop.store.held(Why.NOT_LISTED)).hasSize(1);

    // When
    for (int minute = 0; minute < 4 * 60; minute++) {
      shop.publish("b", SampleEvents.stock(minute));
      shop.run(60_000);
    }

    // Then
    assertThat(shop.store.held(Why.DEAD))
        .singleElement()
        .satisfies(row -> assertThat(row.reason()).startsWith("product not listed"));
    assertThat(shop.checker.begunSkus().stream().filter("a"::equals).count()).isBetween(2L, 4L);
    assertThat(shop.channel.owed()).isZero();
  }

  @Test
  void aSharedCallHasOneUpdatePerFacetOfASku() {
    // Given
    plan.batch = 10;
    plan.exclusive = io.sluice.adapter.Capabilities.ExclusiveKey.SKU;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    shop.publish("a", SampleEvents.stock(5));
    shop.publish("a", SampleEvents.price("5.00"));
    shop.publish("a", SampleEvents.product("A"));
    shop.run(100);

    // When
    shop.channel.resume(shop.time.nowMs());
    shop.drain();

    // Then
    assertThat(shop.callSizes).containsExactly(3);
    assertThat(shop.checker.begun()).extracting(ChannelUpdate::listed).containsOnly(Listed.UNKNOWN);
  }

  @Test
  void aDiscardedDeadLetterStaysAwayAfterARestart() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(StateChannelTest::refusesA);
    long position = shop.publish("a", SampleEvents.stock(5));
    shop.run(1_000);
    shop.publish("b", SampleEvents.stock(5));
    shop.run(1_000);
    assertThat(shop.store.held(Why.DEAD)).hasSize(1);

    // When
    shop.channel.discard("a", "stock", position, shop.time.nowMs());
    shop.run(1_000);
    shop.crash();
    shop.drain();

    // Then
    assertThat(shop.store.held).isEmpty();
    assertThat(shop.checker.begunSkus()).containsOnlyOnce("a");
  }

  @Test
  void aDiscardedPriceStaysAwayAfterRestarts() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(StateChannelTest::refusesA);
    long position = shop.publish("a", SampleEvents.price("9.99"));
    shop.run(1_000);
    shop.publish("b", SampleEvents.stock(5));
    shop.run(1_000);
    shop.channel.discard("a", "price", position, shop.time.nowMs());
    shop.run(1_000);

    // When
    shop.crash();
    shop.drain();
    for (int step = 0; step < 4; step++) {
      shop.checkpoint();
      shop.drain();
    }
    shop.crash();
    shop.drain();

    // Then
    assertThat(shop.checker.begunSkus()).containsOnlyOnce("a");
  }

  @Test
  void redriveSendsTheNewestValueAndHealsTheDeadLetter() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(StateChannelTest::refusesA);
    shop.publish("a", SampleEvents.stock(5));
    shop.run(1_000);
    shop.publish("b", SampleEvents.stock(5));
    shop.run(1_000);
    shop.farEnd(FarEnd.ACCEPTS);

    // When
    shop.channel.touch("a", "stock", true, shop.time.nowMs());
    shop.drain();

    // Then
    assertThat(shop.store.held).isEmpty();
    EndState.checkState(shop);
  }

  private static List<Outcome> refusesA(List<ChannelUpdate> updates, long nowMs) {
    boolean bad = updates.get(0).sku().equals("a");
    return FarEnd.all(updates, bad ? FarEnd.rejected() : Outcome.Accepted.PLAIN);
  }
}
