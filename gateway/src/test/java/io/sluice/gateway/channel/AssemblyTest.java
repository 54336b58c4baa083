package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.StockSteps;
import io.sluice.source.Change;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that are put together over several turns, and wait for what has to be durable first. */
class AssemblyTest {
  private static final long HOUR_MS = 3_600_000;

  private static SamplePlan plan(int batch) {
    SamplePlan plan = SamplePlan.state();
    plan.batch = batch;
    plan.notRepeatable = EnumSet.allOf(Facet.class);
    return plan;
  }

  private static void publish(VirtualChannel shop, int skus, int quantity) {
    IntStream.range(0, skus)
        .forEach(sku -> shop.publish("sku-" + sku, SampleEvents.stock(quantity)));
  }

  private static Pause pause() {
    return new Pause("ops", "", Long.MAX_VALUE);
  }

  /** A thousand intents are recorded at once; the call takes those of several. */
  @Test
  void callTakesAsMuchAsItMay() {
    SamplePlan plan = plan(4_000);
    plan.parallel = 1;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.channel.pause(pause(), shop.time.nowMs());
    publish(shop, 5_000, 7);
    shop.run(HOUR_MS);

    shop.channel.resume(shop.time.nowMs());
    shop.drain();

    assertThat(shop.callSizes).containsExactly(4_000, 1_000);
    EndState.checkState(shop);
  }

  @Test
  void whatChangesFasterThanACallIsPutTogetherGoesOut() {
    SamplePlan plan = plan(1_000);
    plan.batchWaitMs = 2_000;
    VirtualChannel shop = new VirtualChannel(plan);
    shop.commitMs = () -> 20;
    for (int change = 0; change < 600; change++) {
      int quantity = change;
      shop.time.after(change * 50L, () -> shop.publish("hot", SampleEvents.stock(quantity)));
    }
    shop.run(30_000);
    assertThat(shop.callSizes).as("calls in half a minute").hasSizeGreaterThan(10);

    shop.drain();
    EndState.checkState(shop);
  }

  @ParameterizedTest(name = "paused after {0} ms")
  @ValueSource(ints = {0, 1, 5, 10, 20, 40, 60})
  void nothingIsSentOnceThePauseIsTold(int afterMs) {
    SamplePlan plan = plan(10_000);
    VirtualChannel shop = new VirtualChannel(plan);
    shop.commitMs = () -> 20;
    shop.channel.pause(pause(), shop.time.nowMs());
    publish(shop, 2_500, 7);
    shop.run(HOUR_MS);
    shop.channel.resume(shop.time.nowMs());
    shop.run(afterMs);
    int begun = shop.callSizes.size();

    shop.channel.pause(pause(), shop.time.nowMs());
    shop.run(HOUR_MS);
    assertThat(shop.callSizes).hasSize(begun);
    assertThat(shop.channel.owed()).isEqualTo(begun == 0 ? 2_500 : 0);

    publish(shop, 10, 8);
    shop.channel.resume(shop.time.nowMs());
    shop.drain();
    EndState.checkState(shop);
    assertThat(shop.store.held).as("intents of what was not sent then").isEmpty();
  }

  @Test
  void whatIsNotSentAfterAllLeavesNothingBehind() {
    SamplePlan plan = plan(10);
    VirtualChannel shop = new VirtualChannel(plan);
    publish(shop, 1, 7);
    shop.drain();
    shop.commitMs = () -> 100;
    shop.publish("sku-0", SampleEvents.stock(8));
    shop.run(150);
    shop.channel.pause(pause(), shop.time.nowMs());
    shop.publish("sku-0", SampleEvents.stock(7));
    shop.run(1_000);

    shop.channel.resume(shop.time.nowMs());
    shop.drain();

    assertThat(shop.checker.begun()).as("8 never went out").hasSize(2);
    assertThat(shop.store.held).isEmpty();
    EndState.checkState(shop);
  }

  /** A kill right after it was begun must find what was written down about it. */
  @ParameterizedTest(name = "resumed after {0} ms")
  @ValueSource(ints = {0, 20, 60, 90})
  void whatIsPutBackWaitsForWhatWasWrittenDownAboutIt(int afterMs) {
    SamplePlan plan = plan(1);
    plan.notRepeatable = Collections.emptySet();
    VirtualChannel shop = new VirtualChannel(plan);
    shop.publish("sku-0", SampleEvents.product("Runner"));
    shop.drain();
    shop.publish("sku-0", new Change.Discontinued());
    shop.commitMs = () -> 100;
    shop.run(8);
    int durable = shop.store.outcomes.size();

    shop.channel.pause(pause(), shop.time.nowMs());
    shop.run(afterMs);
    shop.channel.resume(shop.time.nowMs());
    shop.run(1);

    assertThat(shop.store.outcomes).as("that it leaves is on its way").hasSize(durable);
    assertThat(shop.checker.begun()).hasSize(1);
    shop.drain();
    assertThat(shop.checker.begun()).hasSize(2);
  }

  /** A call of 5,000 takes twenty turns. */
  @ParameterizedTest(name = "{0} ms before it is full")
  @ValueSource(ints = {3, 4, 5})
  void whatIsThrottledMeanwhileDoesNotJoinACall(int beforeMs) {
    SamplePlan plan = plan(10_000);
    plan.notRepeatable = Collections.emptySet();
    VirtualChannel shop = new VirtualChannel(plan);
    shop.commitMs = () -> 1;
    shop.channel.pause(pause(), shop.time.nowMs());
    IntStream.range(0, 5_000)
        .forEach(sku -> shop.publish("sku-" + sku, SampleEvents.price("17.00")));
    shop.run(HOUR_MS);
    shop.channel.resume(shop.time.nowMs());
    shop.run(1);
    assertThat(shop.callSizes).as("it is put together still").isEmpty();

    long untilMs = shop.time.nowMs() + 60_000;
    shop.channel.gate().throttle(io.sluice.source.Facet.STOCK, untilMs, "quota");
    shop.run(18 - beforeMs);
    shop.publish("sku-0", SampleEvents.stock(7));
    shop.run(50_000);

    assertThat(shop.callSizes).containsExactly(5_000);
    shop.drain();
    EndState.checkState(shop);
  }

  @Test
  void probeThatWasPutBackIsMadeUpFor() {
    VirtualChannel shop = needsAttention();
    shop.commitMs = () -> 100;
    int before = shop.checker.begun().size();
    publish(shop, 1, 9);
    shop.run(300);

    shop.channel.probe(shop.time.nowMs());
    shop.run(50);
    long now = shop.time.nowMs();
    shop.channel.pause(new Pause("ops", "", now + 1_000), now);
    shop.run(10_000);

    assertThat(shop.checker.begun()).as("probes").hasSize(before + 1);
  }

  @Test
  void probeDoesNotWaitForAQuotaThatWasTold() {
    VirtualChannel shop = needsAttention();
    shop.commitMs = () -> 100;
    publish(shop, 1, 9);
    shop.channel.gate().throttle(shop.time.nowMs() + HOUR_MS, "quota");
    int before = shop.checker.begun().size();

    shop.run(16 * 60_000);

    assertThat(shop.checker.begun()).as("probes").hasSize(before + 1);
  }

  @Test
  void whatWasCancelledIsNotSentWhereItsCallIsPutBack() {
    SamplePlan plan = plan(100);
    plan.rules = keepingBack(1);
    plan.fingerprint = "one";
    VirtualChannel shop = new VirtualChannel(plan);
    publish(shop, 10, 7);
    shop.drain();
    plan.rules = keepingBack(2);
    plan.fingerprint = "two";
    shop.commitMs = () -> 100;
    shop.reconfigure(plan);
    shop.run(150);
    assertThat(shop.channel.owed()).isEqualTo(10);

    assertThat(shop.channel.cancelResync("ops", shop.time.nowMs())).isTrue();
    shop.channel.pause(pause(), shop.time.nowMs());
    shop.run(1_000);
    shop.channel.resume(shop.time.nowMs());
    shop.drain();

    assertThat(shop.checker.begun()).as("nothing by the new rules").hasSize(10);
    assertThat(shop.store.held).isEmpty();
  }

  private static ChannelRules keepingBack(int quantity) {
    return new Rules().stock(StockSteps.NONE.withKeepBack(quantity)).build();
  }

  private static VirtualChannel needsAttention() {
    VirtualChannel shop = new VirtualChannel(plan(10));
    shop.farEnd((updates, nowMs) -> FarEnd.all(updates, new Outcome.Gone("moved")));
    publish(shop, 1, 7);
    shop.run(1_000);
    assertThat(shop.channel.gate().attention()).isNotNull();
    return shop;
  }

  /** Pauses, kills, other settings, failures, quotas, in the middle of what takes several turns. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void nothingIsLostWhateverHappensMeanwhile(long seed) {
    Random random = new Random(seed);
    SamplePlan plan = plan(1 + random.nextInt(2_000));
    plan.parallel = 1 + random.nextInt(3);
    plan.facetsTogether = random.nextBoolean();
    plan.batchWaitMs = random.nextInt(3) * 100L;
    if (random.nextInt(3) == 0) {
      plan.notRepeatable = Collections.emptySet();
    }
    VirtualChannel shop = new VirtualChannel(plan, random).farEnd(new Moody(random));
    shop.commitMs = () -> 1 + random.nextInt(50);
    for (int at = 0; at < 20_000; at += 1 + random.nextInt(1_000)) {
      int quantity = random.nextInt(50);
      int skus = 1 + random.nextInt(600);
      boolean price = random.nextBoolean();
      shop.time.after(
          at,
          () ->
              IntStream.range(0, skus)
                  .forEach(
                      sku ->
                          shop.publish(
                              "sku-" + sku,
                              price
                                  ? SampleEvents.price(quantity + ".00")
                                  : SampleEvents.stock(quantity))));
    }
    for (int at = 0; at < 20_000; at += 1 + random.nextInt(700)) {
      shop.time.after(at, () -> somethingHappens(shop, plan, random));
    }
    shop.run(21_000);
    shop.channel.resume(shop.time.nowMs());
    shop.farEnd(FarEnd.ACCEPTS);
    shop.drain();

    EndState.checkState(shop);
    assertThat(shop.store.held).isEmpty();
  }

  private static void somethingHappens(VirtualChannel shop, SamplePlan plan, Random random) {
    switch (random.nextInt(6)) {
      case 0 -> shop.crash();
      case 1 -> shop.reconfigure(plan);
      case 2 -> shop.channel.pause(pause(), shop.time.nowMs());
      case 3 -> shop.checkpoint();
      default -> shop.channel.resume(shop.time.nowMs());
    }
  }

  private record Moody(Random random) implements FarEnd {
    @Override
    public List<Outcome> answer(List<ChannelUpdate> updates, long nowMs) {
      return FarEnd.all(
          updates,
          switch (random.nextInt(6)) {
            case 0 -> FarEnd.unreachable();
            case 1 -> new Outcome.Unknown("read timed out", false);
            case 2 ->
                new Outcome.Deferred(
                    Instant.ofEpochMilli(nowMs + random.nextInt(500)),
                    random.nextBoolean() ? Scope.OPERATION : Scope.CHANNEL,
                    "slow down");
            default -> Outcome.Accepted.PLAIN;
          });
    }

    @Override
    public List<Outcome> poll(List<String> handles, long nowMs) {
      return handles.stream().map(this::poll).toList();
    }

    private Outcome poll(String handle) {
      return random.nextBoolean() ? Outcome.Accepted.PLAIN : new Outcome.Conflict("not there");
    }
  }
}
