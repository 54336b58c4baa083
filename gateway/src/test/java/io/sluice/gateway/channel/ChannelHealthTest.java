package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Outages, wrong settings, single culprits, limits: who waits for what, and who does not. */
class ChannelHealthTest {
  private final SamplePlan plan = SamplePlan.state();

  private static void publish(VirtualChannel shop, int skus) {
    for (int i = 0; i < skus; i++) {
      shop.publish("sku-" + i, SampleEvents.stock(i));
    }
  }

  @Test
  void refusingEverythingCostsTwentyCallsAndNoDeadLetterAndTheFixDeliversAll() {
    // Given
    plan.parallel = 8;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(
        (updates, now) -> FarEnd.all(updates, FarEnd.rejected("http.404", Outcome.Scope.CALL)));

    // When
    publish(shop, 100);
    shop.run(60_000);

    // Then
    assertThat(shop.checker.begun()).hasSizeLessThanOrEqualTo(20);
    assertThat(shop.channel.gate().attention()).isNotNull();
    shop.farEnd(FarEnd.ACCEPTS);
    shop.channel.resume(shop.time.nowMs());
    shop.drain();
    EndState.checkState(shop);
    assertThat(shop.store.held).isEmpty();
  }

  @Test
  void refusingEverythingInBatchesCostsTwentyCallsToo() {
    // Given
    plan.batch = 50;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(
        (updates, now) -> FarEnd.all(updates, FarEnd.rejected("http.404", Outcome.Scope.CALL)));

    // When
    publish(shop, 500);
    shop.run(60_000);

    // Then
    assertThat(shop.callSizes).hasSizeLessThanOrEqualTo(20);
    assertThat(shop.channel.gate().attention()).isNotNull();
    assertThat(shop.store.held).isEmpty();
  }

  @Test
  void aPauseEndsByItselfAlsoWhereNobodyRanThen() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.channel.pause(
        new Pause("anna", "stocktaking", shop.time.nowMs() + 7_200_000), shop.time.nowMs());
    publish(shop, 3);
    shop.run(3_600_000);

    // When
    shop.crash(1_000);
    shop.run(1_000);
    boolean pausedStill = shop.channel.gate().paused(shop.time.nowMs());
    int begun = shop.checker.begun().size();
    shop.crash(7_200_000);

    // Then
    assertThat(pausedStill).isTrue();
    assertThat(begun).isZero();
    shop.drain();
    EndState.checkState(shop);
  }

  @Test
  void resumingAllLeavesWhatWasPausedByItself() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    long soon = shop.time.nowMs() + 60_000;
    shop.channel.pause(new Pause("anna", "stocktaking", soon), shop.time.nowMs());

    // When: the pause of all lasts longer than its own, over a crash.
    shop.channel.pauseOfAll(new Pause("bob", "", Long.MAX_VALUE), shop.time.nowMs());
    publish(shop, 3);
    shop.run(30_000);
    shop.crash();
    Pause longest = shop.channel.gate().pause(shop.time.nowMs());
    shop.channel.resumeOfAll(shop.time.nowMs());

    // Then
    assertThat(longest).isEqualTo(new Pause("bob", "", Long.MAX_VALUE));
    assertThat(shop.channel.gate().pause(shop.time.nowMs()))
        .isEqualTo(new Pause("anna", "stocktaking", soon));
    shop.drain();
    EndState.checkState(shop);
  }

  @Test
  void aPauseOfAllOutlivesAShorterOneOfTheChannel() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    long nowMs = shop.time.nowMs();
    shop.channel.pauseOfAll(new Pause("bob", "", Long.MAX_VALUE), nowMs);
    shop.channel.pause(new Pause("anna", "", nowMs + 60_000), nowMs);
    publish(shop, 3);

    // When
    shop.run(600_000);

    // Then
    assertThat(shop.checker.begun()).isEmpty();
    shop.channel.resume(shop.time.nowMs());
    shop.drain();
  }

  @Test
  void aRateHoldsWithinASecondOverACrashUntilItIsTakenBack() {
    // Given
    plan.requestsPerSecond = 50;
    plan.parallel = 8;
    VirtualChannel shop = new VirtualChannel(plan);
    publish(shop, 2_000);
    shop.run(2_000);

    // When
    shop.channel.rate(new Rate("anna", 5), shop.time.nowMs());
    int before = shop.checker.begun().size();
    shop.run(10_000);
    int slowly = shop.checker.begun().size() - before;
    shop.crash();
    shop.run(10_000);
    int afterCrash = shop.checker.begun().size() - before - slowly;
    shop.channel.rate(null, shop.time.nowMs());
    before = shop.checker.begun().size();
    shop.run(10_000);

    // Then
    assertThat(slowly).isBetween(45, 55);
    assertThat(afterCrash).isBetween(45, 55);
    assertThat(shop.checker.begun().size() - before).isBetween(450, 510);
    shop.drain();
    EndState.checkState(shop);
  }

  @Test
  void aRateIsNeverAboveTheLimit() {
    // Given
    plan.requestsPerSecond = 5;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.channel.rate(new Rate("anna", 1_000), shop.time.nowMs());

    // When
    publish(shop, 200);
    shop.run(10_000);

    // Then
    assertThat(shop.checker.begun()).hasSizeBetween(40, 52);
  }

  @Test
  void needsAttentionIsRememberedAndProbedEveryFifteenMinutesFromDifferentSkus() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, new Outcome.Gone("moved")));
    publish(shop, 5);
    shop.run(1_000);
    int before = shop.checker.begun().size();

    // When
    shop.crash();
    shop.run(46 * 60_000);

    // Then
    List<String> probes = shop.checker.begunSkus().subList(before, shop.checker.begun().size());
    assertThat(probes).hasSize(4);
    shop.farEnd(FarEnd.ACCEPTS);
    shop.drain();
    EndState.checkState(shop);
  }

  @Test
  void refusalsOfFewSkusNeverCloseTheChannelForGood() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.rejected()));
    for (int round = 0; round < 10; round++) {
      publish(shop, 4);
      shop.run(1_000);
    }
    shop.farEnd(FarEnd.ACCEPTS);

    // When
    publish(shop, 4);
    shop.drain();

    // Then
    EndState.checkState(shop);
    assertThat(shop.store.held).isEmpty();
  }

  @Test
  void manyRefusalsInAnAnswerThatAlsoAcceptsAreNoWrongSetting() {
    // Given
    plan.batch = 100;
    plan.batchWaitMs = 1_000;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(
        (updates, now) ->
            updates.stream()
                .map(each -> each.sku().endsWith("0") ? Outcome.Accepted.PLAIN : FarEnd.rejected())
                .toList());

    // When
    publish(shop, 60);
    shop.drain();

    // Then
    assertThat(shop.channel.gate().attention()).isNull();
    assertThat(shop.store.held(Why.DEAD)).hasSize(54);
  }

  @Test
  void aBatchWithOneBadItemIsSplitUntilTheCulpritIsAloneAndDead() {
    // Given
    plan.batch = 50;
    plan.batchWaitMs = 1_000;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(ChannelHealthTest::refusesCallsWithThirteen);

    // When
    publish(shop, 50);
    shop.drain();

    // Then
    assertThat(shop.store.held(Why.DEAD)).extracting(row -> row.key()).containsExactly("sku-13");
    EndState.checkState(shop);
    assertThat(shop.callSizes).hasSizeLessThan(20);
  }

  private static List<Outcome> refusesCallsWithThirteen(List<ChannelUpdate> updates, long nowMs) {
    boolean bad = updates.stream().anyMatch(each -> each.sku().equals("sku-13"));
    Outcome refused = FarEnd.rejected("http.422", Outcome.Scope.CALL);
    return FarEnd.all(updates, bad ? refused : Outcome.Accepted.PLAIN);
  }

  @Test
  void oneSkuThatFailsForEverIsHeldAndThenDeadWhileTheChannelStaysOnline() {
    // Given
    plan.giveUpAfterMs = 600_000;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(ChannelHealthTest::failsForSkuZero);
    publish(shop, 100);
    shop.run(300_000);
    assertThat(shop.store.held(Why.OWN_BACKOFF)).extracting(row -> row.key()).containsOnly("sku-0");
    assertThat(shop.channel.gate().online(shop.time.nowMs())).isTrue();

    // When
    for (int minute = 0; minute < 30; minute++) {
      shop.publish("sku-1", SampleEvents.stock(minute));
      shop.run(60_000);
    }

    // Then
    assertThat(shop.store.held(Why.DEAD)).extracting(row -> row.key()).containsOnly("sku-0");
    assertThat(shop.channel.gate().online(shop.time.nowMs())).isTrue();
  }

  @Test
  void conflictIsTriedAgainWithoutEndWhileNothingElseGetsThrough() {
    // Given
    plan.giveUpAfterMs = 600_000;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(
        (updates, now) -> {
          boolean bad = updates.stream().anyMatch(each -> each.sku().equals("sku-0"));
          return FarEnd.all(updates, bad ? new Outcome.Conflict("409") : Outcome.Accepted.PLAIN);
        });
    publish(shop, 1);

    // When
    shop.run(6 * 3_600_000L);

    // Then
    // Each wait is a minute at most, half of it on average.
    assertThat(shop.store.everDead).isEmpty();
    assertThat(shop.checker.begun()).hasSizeBetween(6 * 60, 6 * 60 * 4);

    // When
    for (int minute = 0; minute < 30; minute++) {
      shop.publish("sku-1", SampleEvents.stock(minute));
      shop.run(60_000);
    }

    // Then
    assertThat(shop.store.held(Why.DEAD)).extracting(row -> row.key()).containsOnly("sku-0");
  }

  @Test
  void ageOfWhatFailsOutlivesRestarts() {
    plan.giveUpAfterMs = 600_000;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(ChannelHealthTest::failsForSkuZero);
    publish(shop, 100);

    for (int minute = 0; minute < 60; minute++) {
      shop.publish("sku-1", SampleEvents.stock(minute));
      shop.run(60_000);
      if (minute % 5 == 4) {
        shop.crash();
      }
    }

    assertThat(shop.store.held(Why.DEAD)).extracting(row -> row.key()).containsOnly("sku-0");
  }

  private static List<Outcome> failsForSkuZero(List<ChannelUpdate> updates, long nowMs) {
    boolean bad = updates.stream().anyMatch(each -> each.sku().equals("sku-0"));
    return FarEnd.all(updates, bad ? FarEnd.unreachable() : Outcome.Accepted.PLAIN);
  }

  @Test
  void theOneThatFailedLastIsProbedLastSoTheChannelIsOnlineWithinOneProbeInterval() {
    // Given
    plan.parallel = 1;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    publish(shop, 50);
    shop.run(60_000);
    assertThat(shop.channel.gate().breaker().closed()).isFalse();

    // When
    shop.farEnd(ChannelHealthTest::failsForSkuZero);
    shop.run(2 * plan.probeEveryMs);

    // Then
    assertThat(shop.channel.gate().breaker().closed()).isTrue();
  }

  @Test
  void anOutageLongerThanGiveUpAfterGivesUpNothing() {
    // Given
    plan.giveUpAfterMs = 60_000;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    publish(shop, 20);

    // When
    shop.run(4 * 86_400_000L);
    shop.farEnd(FarEnd.ACCEPTS);
    shop.drain();

    // Then
    EndState.checkState(shop);
    assertThat(shop.store.held).isEmpty();
    assertThat(shop.store.everDead).isEmpty();
  }

  @Test
  void recoveryNeedsNoNewEvent() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    publish(shop, 1);
    shop.run(60_000);

    // When
    shop.farEnd(FarEnd.ACCEPTS);
    shop.run(70_000);

    // Then
    assertThat(shop.channel.owed()).isZero();
  }

  @Test
  void aThrottleIsObeyedAlsoAcrossARestartAndResumeLiftsIt() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    Instant until = Instant.ofEpochMilli(shop.time.nowMs() + 3_600_000);
    shop.farEnd(
        (updates, now) ->
            FarEnd.all(updates, new Outcome.Deferred(until, Outcome.Scope.CHANNEL, "429")));
    publish(shop, 5);
    shop.run(10_000);
    int before = shop.checker.begun().size();
    shop.farEnd(FarEnd.ACCEPTS);

    // When
    shop.crash();
    shop.run(1_800_000);

    // Then
    assertThat(shop.checker.begun()).hasSize(before);
    shop.channel.resume(shop.time.nowMs());
    shop.run(10_000);
    assertThat(shop.channel.owed()).isZero();
    EndState.checkState(shop);
  }

  @Test
  void retryAfterZeroIsNoBusyLoop() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(
        (updates, now) ->
            FarEnd.all(
                updates,
                new Outcome.Deferred(Instant.ofEpochMilli(now), Outcome.Scope.CHANNEL, "429")));

    // When
    publish(shop, 1);
    shop.run(60_000);

    // Then
    assertThat(shop.checker.begun()).hasSizeLessThan(130);
  }

  @Test
  void anItemThatWasDeferredWaitsThoughTheChannelComesBackMeanwhile() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    Instant until = Instant.ofEpochMilli(shop.time.nowMs() + 3_600_000);
    shop.farEnd(
        (updates, now) ->
            FarEnd.all(updates, new Outcome.Deferred(until, Outcome.Scope.ITEM, "later")));
    shop.publish("later", SampleEvents.stock(1));
    shop.run(1_000);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    publish(shop, 20);
    shop.run(60_000);

    // When
    shop.farEnd(FarEnd.ACCEPTS);
    shop.run(120_000);

    // Then
    assertThat(shop.checker.begunSkus()).containsOnlyOnce("later");
    shop.drain();
    EndState.checkState(shop);
  }

  private static Outcome quotaOfPrices(long untilMs) {
    return new Outcome.Deferred(
        Instant.ofEpochMilli(untilMs), Outcome.Scope.OPERATION, "quota of prices");
  }

  private static FarEnd answering(Facet facet, Outcome outcome) {
    return (updates, now) ->
        updates.stream()
            .map(update -> update.facet() == facet ? outcome : Outcome.Accepted.PLAIN)
            .toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anOperationIsStillThrottledAfterAStartAndAReloadUntilAPersonResumes(boolean crash) {
    VirtualChannel shop = new VirtualChannel(plan);
    long until = shop.time.nowMs() + 3_600_000;
    shop.farEnd(answering(Facet.PRICE, quotaOfPrices(until)));
    shop.publish("a", SampleEvents.price("9.99"));
    shop.run(1_000);
    shop.farEnd(FarEnd.ACCEPTS);
    int before = shop.checker.begun().size();

    again(shop, crash);
    shop.publish("a", SampleEvents.stock(1));
    shop.run(60_000);

    assertThat(shop.checker.begun().subList(before, shop.checker.begun().size()))
        .extracting(ChannelUpdate::facet)
        .containsExactly(Facet.STOCK);
    Gate gate = shop.channel.gate();
    assertThat(gate.throttledUntilMs(io.sluice.source.Facet.PRICE)).isEqualTo(until);
    assertThat(gate.throttleReason(io.sluice.source.Facet.PRICE)).isEqualTo("quota of prices");
    shop.channel.resume(shop.time.nowMs());
    again(shop, crash);
    shop.run(1_000);
    assertThat(shop.channel.owed()).isZero();
  }

  private void again(VirtualChannel shop, boolean crash) {
    shop.run(100);
    if (crash) {
      shop.crash();
    } else {
      shop.reconfigure(plan);
      shop.run(100);
    }
  }

  private void stocksFor(VirtualChannel shop, Duration time) {
    for (long second = 0; second < time.toSeconds(); second += 10) {
      shop.publish("busy", SampleEvents.stock(second));
      shop.run(10_000);
    }
  }

  @Test
  void whileItsOperationIsThrottledAnUpdateThatFailsGrowsNoOlder() {
    // Given
    plan.giveUpAfterMs = Duration.ofMinutes(10).toMillis();
    VirtualChannel shop = new VirtualChannel(plan);
    shop.farEnd(answering(Facet.PRICE, FarEnd.unreachable()));
    shop.publish("a", SampleEvents.price("9.99"));
    stocksFor(shop, Duration.ofMinutes(5));
    assertThat(shop.store.held(Why.OWN_BACKOFF)).hasSize(1);

    // When
    long until = shop.time.nowMs() + Duration.ofMinutes(40).toMillis();
    shop.farEnd(answering(Facet.PRICE, quotaOfPrices(until)));
    stocksFor(shop, Duration.ofMinutes(40));
    shop.farEnd(answering(Facet.PRICE, FarEnd.unreachable()));
    stocksFor(shop, Duration.ofMinutes(3));

    // Then
    assertThat(shop.store.everDead).isEmpty();
    stocksFor(shop, Duration.ofMinutes(5));
    assertThat(shop.store.everDead).as("once it has had its time").hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aThrottleThatAPersonProbedAwayStaysAwayAfterAStart(boolean operation) {
    VirtualChannel shop = new VirtualChannel(plan);
    long until = shop.time.nowMs() + 3_600_000;
    Outcome.Scope scope = operation ? Outcome.Scope.OPERATION : Outcome.Scope.CHANNEL;
    Outcome quota = new Outcome.Deferred(Instant.ofEpochMilli(until), scope, "quota");
    shop.farEnd(answering(Facet.PRICE, quota));
    shop.publish("a", SampleEvents.price("9.99"));
    shop.run(1_000);
    shop.farEnd(FarEnd.ACCEPTS);

    shop.channel.probe(shop.time.nowMs());
    shop.run(1_000);
    shop.crash();
    shop.publish("a", SampleEvents.price("9.89"));
    shop.run(1_000);

    assertThat(shop.channel.owed()).isZero();
    assertThat(shop.store.settings).doesNotContainKeys("throttle", "throttle_price");
  }

  /** Its stock cannot be taken before, and is not given up for that. */
  @Test
  void stockGrowsNoOlderWhileOnlyProductsAreThrottled() {
    plan.giveUpAfterMs = Duration.ofHours(2).toMillis();
    VirtualChannel shop = new VirtualChannel(plan);
    shop.publish("busy", SampleEvents.stock(1));
    shop.farEnd(
        (updates, now) -> updates.stream().map(update -> beforeItsProduct(update, now)).toList());
    shop.publish("a", SampleEvents.stock(5));
    shop.run(1_000);
    shop.publish("a", SampleEvents.product("Runner"));
    stocksFor(shop, Duration.ofHours(6));
    assertThat(shop.store.everDead).isEmpty();

    shop.farEnd(FarEnd.ACCEPTS);
    stocksFor(shop, Duration.ofHours(1));

    assertThat(shop.checker.lastApplied("a", "STOCK")).isNotNull();
    assertThat(shop.store.held).isEmpty();
  }

  private static Outcome beforeItsProduct(ChannelUpdate update, long nowMs) {
    if (update.facet() == Facet.PRODUCT) {
      return new Outcome.Deferred(
          Instant.ofEpochMilli(nowMs + 900_000), Outcome.Scope.OPERATION, "quota of products");
    }
    return update.sku().equals("a") ? new Outcome.NotListed("none") : Outcome.Accepted.PLAIN;
  }

  @Test
  void anOperationThatIsThrottledKeepsItsFacetBackAndNoOther() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    Instant until = Instant.ofEpochMilli(shop.time.nowMs() + 3_600_000);
    Outcome quota = new Outcome.Deferred(until, Outcome.Scope.OPERATION, "quota of prices");
    List<Facet> begun = new ArrayList<>();
    shop.farEnd(
        (updates, now) -> {
          updates.forEach(update -> begun.add(update.facet()));
          return updates.stream()
              .map(update -> update.facet() == Facet.PRICE ? quota : Outcome.Accepted.PLAIN)
              .toList();
        });
    for (int i = 0; i < 200; i++) {
      shop.publish("sku-" + i, SampleEvents.price("9.99"));
    }
    shop.run(1_000);
    int prices = begun.size();

    // When
    for (int i = 0; i < 200; i++) {
      shop.publish("sku-" + i, SampleEvents.stock(i));
    }
    shop.run(60_000);

    // Then
    assertThat(prices).isBetween(1, 20);
    assertThat(begun).filteredOn(Facet.PRICE::equals).hasSize(prices);
    assertThat(begun).filteredOn(Facet.STOCK::equals).hasSize(200);
    Gate gate = shop.channel.gate();
    assertThat(gate.throttledUntilMs(io.sluice.source.Facet.PRICE)).isEqualTo(until.toEpochMilli());
    assertThat(gate.online(shop.time.nowMs())).isTrue();

    // When
    shop.farEnd(FarEnd.ACCEPTS);
    shop.run(3_600_000);

    // Then
    assertThat(shop.channel.owed()).isZero();
    EndState.checkState(shop);
  }

  @Test
  void aPauseSurvivesARestartAndEndsByItself() {
    // Given
    VirtualChannel shop = new VirtualChannel(plan);
    long until = shop.time.nowMs() + 60_000;
    shop.channel.pause(new Pause("ops", "stocktaking", until), shop.time.nowMs());
    shop.run(1_000);
    shop.crash();

    // When
    publish(shop, 3);
    shop.run(50_000);

    // Then
    assertThat(shop.checker.begun()).isEmpty();
    shop.drain();
    EndState.checkState(shop);
    assertThat(shop.time.nowMs()).isGreaterThanOrEqualTo(until);
  }

  @Test
  void anAnswerOfBeforeTheOutageIsNoProbe() {
    // Given
    ChannelPlan plain = SamplePlan.state().plan();
    Gate gate = new Gate(plain, new Account(10, 0).join(new VirtualChannel(plan)));
    Gate.Permit early = gate.begin(1_000);
    Gate.Permit[] failing = new Gate.Permit[5];
    for (int i = 0; i < failing.length; i++) {
      failing[i] = gate.begin(1_000);
    }
    for (Gate.Permit permit : failing) {
      gate.ended(permit, Gate.Health.FAILURE, false, 2_000);
    }
    assertThat(gate.breaker().open()).isTrue();
    long probeAt = gate.opensAtMs(2_000);
    Gate.Permit probe = gate.begin(probeAt);

    // When
    gate.ended(early, Gate.Health.FAILURE, false, probeAt);

    // Then
    gate.ended(probe, Gate.Health.SUCCESS, true, probeAt + 1);
    gate.nothingLeftToProbe(probeAt + 1);
    assertThat(gate.breaker().closed()).isTrue();
  }
}
