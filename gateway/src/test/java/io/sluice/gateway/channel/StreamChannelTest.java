package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A channel that wants every event, in order. */
class StreamChannelTest {
  private final SamplePlan plan = SamplePlan.stream();

  @Test
  void everyEventArrivesInOrderPerSkuAfterAnOutage() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    for (int i = 0; i < 3_000; i++) {
      shop.publish("sku-" + i % 50, SampleEvents.stock(i));
    }
    shop.run(600_000);
    shop.farEnd(FarEnd.ACCEPTS);

    // When
    shop.drain();

    // Then
    EndState.checkStream(shop, false);
  }

  @Test
  void aHotSkuSpillsToTheStoreAndNeitherBlocksOthersNorLosesItsOrder() {
    // Given
    plan.windowRows = 64;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(StreamChannelTest::failsForHot);
    for (int i = 0; i < 200; i++) {
      shop.publish("hot", SampleEvents.stock(i));
      shop.publish("cold-" + i % 10, SampleEvents.stock(i));
    }
    shop.run(600_000);
    assertThat(shop.store.held(Why.SPILLED)).hasSizeGreaterThan(150);
    assertThat(shop.checker.begunSkus().stream().filter(sku -> sku.startsWith("cold")))
        .hasSize(200);

    // When
    shop.farEnd(FarEnd.ACCEPTS);
    shop.drain();

    // Then
    EndState.checkStream(shop, false);
    assertThat(shop.store.held).isEmpty();
  }

  @Test
  void afterARestartEarlierEventsInTheJournalGoBeforeThoseInTheStore() {
    // Given
    plan.windowRows = 64;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    for (int i = 0; i < 20; i++) {
      shop.publish("hot", SampleEvents.stock(i));
    }
    shop.run(60_000);
    assertThat(shop.store.held(Why.SPILLED)).isNotEmpty();
    shop.readMs = () -> 500;
    shop.farEnd(FarEnd.ACCEPTS);

    // When
    shop.crash();
    shop.drain();

    // Then
    EndState.checkStream(shop, false);
    assertThat(shop.checker.begun().get(shop.checker.begun().size() - 1).revision()).isEqualTo(20);
  }

  private static List<Outcome> failsForHot(List<ChannelUpdate> updates, long nowMs) {
    boolean hot = updates.get(0).sku().equals("hot");
    return FarEnd.all(updates, hot ? FarEnd.unreachable() : Outcome.Accepted.PLAIN);
  }

  @Test
  void aSpilledEventInItsOwnBackoffIsStillThereAfterACrash() {
    // Given
    plan.windowRows = 16;
    plan.giveUpAfterMs = 86_400_000;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    for (int i = 0; i < 4; i++) {
      shop.publish("hot", SampleEvents.stock(i));
    }
    shop.run(1_000);
    shop.farEnd(
        (updates, now) ->
            FarEnd.all(
                updates,
                updates.get(0).sku().equals("hot") && updates.get(0).revision() > 1
                    ? FarEnd.unreachable()
                    : Outcome.Accepted.PLAIN));
    for (int i = 0; i < 60; i++) {
      shop.publish("cold", SampleEvents.stock(i));
      shop.run(5_000);
    }

    // When
    shop.crash();
    shop.farEnd(FarEnd.ACCEPTS);
    shop.drain();

    // Then
    EndState.checkStream(shop, false);
    assertThat(shop.checker.accepted(2)).isTrue();
  }

  @Test
  void aHeldTouchDoesNotTakeThePlaceOfASpilledEvent() {
    // Given
    SamplePlan plan = SamplePlan.stream();
    plan.windowRows = 16;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    for (int quantity = 1; quantity <= 5; quantity++) {
      shop.publish("a", SampleEvents.stock(quantity));
    }
    shop.run(1_000);
    shop.crash();

    // When
    shop.channel.holdFirst();
    shop.channel.touch("a", "stock/default", true, shop.time.nowMs());
    shop.farEnd(FarEnd.ACCEPTS);
    shop.drain();

    // Then
    assertThat(shop.store.held).isEmpty();
    EndState.checkStream(shop, false);
  }

  @Test
  void theDeadLetterOfASpilledEventStays() {
    // Given
    plan.windowRows = 16;
    plan.parallel = 1;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    for (int i = 0; i < 3; i++) {
      shop.publish("hot", SampleEvents.stock("W" + i, i));
    }
    shop.run(1_000);
    shop.farEnd(
        (updates, now) ->
            FarEnd.all(
                updates,
                updates.get(0).revision() == 3 ? FarEnd.rejected() : Outcome.Accepted.PLAIN));

    // When
    shop.drain();

    // Then
    assertThat(shop.store.held(Why.DEAD)).extracting(row -> row.position()).containsExactly(3L);
  }

  @Test
  void aNewStreamThatWasNeverReachedRemembersWhereItBegan() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    shop.publish("a", SampleEvents.stock(1));
    shop.run(1_000);
    shop.crash();
    shop.farEnd(FarEnd.ACCEPTS);

    // When
    shop.drain();

    // Then
    EndState.checkStream(shop, false);
  }

  @Test
  void farBehindOnlyTheNewestPerPartIsSentAndThatIsShown() {
    // Given
    plan.foldOverEvents = 100;
    plan.windowRows = 64;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    for (int i = 0; i < 1_000; i++) {
      shop.publish("sku-" + i % 5, SampleEvents.stock(i));
    }
    shop.run(60_000);
    assertThat(shop.channel.backlog().superseded()).isGreaterThan(800);
    assertThat(shop.store.held(Why.SPILLED)).hasSizeLessThan(20);
    shop.farEnd(FarEnd.ACCEPTS);

    // When
    shop.drain();

    // Then
    EndState.checkStream(shop, true);
    assertThat(((StreamBacklog) shop.channel.backlog()).folded()).isFalse();
    assertThat(shop.store.settings).doesNotContainKey(Durable.FOLD);
  }

  @Test
  void aFoldThatACrashInterruptsEndsRight() {
    // Given
    plan.foldOverEvents = 50;
    plan.windowRows = 32;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    for (int i = 0; i < 300; i++) {
      shop.publish("sku-" + i % 7, SampleEvents.stock("W" + i % 3, i));
    }
    shop.run(60_000);
    shop.farEnd(FarEnd.ACCEPTS);
    shop.run(plan.probeEveryMs);

    // When
    shop.crash();
    shop.drain();

    // Then
    EndState.checkStream(shop, true);
    assertThat(shop.store.held).isEmpty();
  }

  @Test
  void withoutAFoldNothingIsPinnedOnceAllIsSent() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.publish("a", SampleEvents.stock(1));
    shop.publish("a", SampleEvents.stock(2));

    // When
    shop.drain();

    // Then
    assertThat(shop.channel.neededFrom()).isEqualTo(3);
  }

  @Test
  void aPageThatIsAheadOfTheCatalogLosesNothing() {
    // Given: a commit whose announcement is still on its way while a page is read
    plan.windowRows = 16;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.commitMs = () -> 1;
    shop.readMs = () -> 1;
    for (int i = 0; i < 500; i++) {
      shop.time.after(i, () -> shop.publish("sku-" + shop.time.nowMs(), SampleEvents.stock(1)));
    }

    // When
    shop.drain();

    // Then
    EndState.checkStream(shop, false);
  }

  @Test
  void aChannelThatIsFasterThanTheStoreWaitsForIt() {
    // Given
    SamplePlan plan = SamplePlan.stream();
    plan.batch = 100;
    VirtualChannel shop = new VirtualChannel(plan);
    for (int sku = 0; sku < 4_000; sku++) {
      shop.publish("sku-" + sku, SampleEvents.stock(sku));
    }
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    shop.run(60_000);

    // When
    shop.commitMs = () -> 600_000;
    shop.channel.resume(shop.time.nowMs());
    shop.run(500_000);

    // Then
    assertThat(shop.checker.begun()).hasSizeBetween(1_000, 2_000);
    shop.commitMs = () -> 5;
    shop.drain();
    EndState.checkStream(shop, false);
  }
}
