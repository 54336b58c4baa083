package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.ReadBack;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Updates that a channel would carry out twice if they were sent twice. */
class NotRepeatableTest {
  private final CarriesOutAll farEnd = new CarriesOutAll();
  private final VirtualChannel shop = new VirtualChannel(plan()).farEnd(farEnd);

  private static SamplePlan plan() {
    SamplePlan plan = SamplePlan.state();
    plan.notRepeatable = Set.of(Facet.STOCK);
    return plan;
  }

  /** Carries out whatever reaches it, also a second time, and knows what it has. */
  private static final class CarriesOutAll implements FarEnd {
    final List<String> carriedOut = new ArrayList<>();
    boolean silent;
    boolean reached = true;
    boolean answersQuestions = true;

    @Override
    public List<Outcome> answer(List<ChannelUpdate> updates, long nowMs) {
      if (reached) {
        updates.forEach(this::appliedUnheard);
      }
      return FarEnd.all(
          updates, silent ? new Outcome.Unknown("read timed out", true) : Outcome.Accepted.PLAIN);
    }

    @Override
    public void appliedUnheard(ChannelUpdate update) {
      carriedOut.add(update.id());
    }

    @Override
    public List<Outcome> poll(List<String> handles, long nowMs) {
      return handles.stream().map(this::find).toList();
    }

    private Outcome find(String handle) {
      if (!answersQuestions) {
        return FarEnd.unreachable();
      }
      return carriedOut.contains(ReadBack.find(handle).updateId())
          ? Outcome.Accepted.PLAIN
          : new Outcome.Conflict("not there");
    }

    void heal() {
      silent = false;
      reached = true;
      answersQuestions = true;
    }
  }

  @Test
  void whatWasCarriedOutWithoutAnAnswerIsNotSentAgain() {
    farEnd.silent = true;
    shop.publish("a", SampleEvents.stock(1));
    shop.drain();

    assertThat(shop.checker.begun()).hasSize(1);
    EndState.checkState(shop);
  }

  @Test
  void whatNeverArrivedIsSentAgainOnceTheChannelSaysSo() {
    farEnd.silent = true;
    farEnd.reached = false;
    shop.publish("a", SampleEvents.stock(1));
    shop.run(200);
    farEnd.heal();
    shop.drain();

    assertThat(shop.checker.begun()).hasSize(2);
    assertThat(farEnd.carriedOut).hasSize(1);
    EndState.checkState(shop);
  }

  @Test
  void whileNobodyCanTellNothingIsSentHoweverLongThatLasts() {
    farEnd.silent = true;
    farEnd.answersQuestions = false;
    shop.publish("a", SampleEvents.stock(1));
    shop.run(200);
    shop.publish("a", SampleEvents.stock(2));
    shop.run(48L * 3_600_000);
    assertThat(shop.checker.begun()).hasSize(1);

    farEnd.heal();
    shop.drain();

    assertThat(farEnd.carriedOut).hasSize(2).doesNotHaveDuplicates();
    EndState.checkState(shop);
  }

  @Test
  void aCallThatACrashCutOffIsAskedForBeforeItIsSentAgain() {
    shop.publish("a", SampleEvents.stock(1));
    shop.run(20);
    assertThat(shop.checker.begun()).hasSize(1);
    assertThat(farEnd.carriedOut).isEmpty();

    shop.crash();
    shop.drain();

    assertThat(farEnd.carriedOut).hasSize(1);
    EndState.checkState(shop);
  }

  @Test
  void nothingGoesOutBeforeItsIntentIsDurable() {
    shop.commitMs = () -> 1_000;
    shop.publish("a", SampleEvents.stock(1));
    shop.run(1_500);
    assertThat(shop.checker.begun()).isEmpty();

    shop.run(1_000);
    assertThat(shop.checker.begun()).hasSize(1);
    assertThat(shop.store.held(Why.PENDING)).hasSize(1);
  }

  @Test
  void anIntentWithoutNeedLeavesNothingBehind() {
    shop.publish("a", SampleEvents.stock(1));
    shop.drain();
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    shop.commitMs = () -> 100;
    shop.channel.resume(shop.time.nowMs());
    shop.publish("a", SampleEvents.stock(2));
    shop.run(150);
    shop.publish("a", SampleEvents.stock(1));
    shop.drain();

    EndState.checkState(shop);
    assertThat(shop.store.held).isEmpty();
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("io.sluice.gateway.channel.ChannelSimulationTest#seeds")
  void nothingIsCarriedOutTwice(long seed) {
    Random random = new Random(seed);
    SamplePlan plan = plan();
    plan.batch = 1 + random.nextInt(5);
    plan.parallel = 1 + random.nextInt(4);
    VirtualChannel any = new VirtualChannel(plan, random).farEnd(farEnd);
    any.commitMs = () -> 1 + random.nextInt(50);
    for (int at = 0; at < 30_000; at += 1 + random.nextInt(300)) {
      any.time.after(
          at,
          () -> any.publish("sku-" + random.nextInt(6), SampleEvents.stock(random.nextInt(20))));
    }
    for (int at = 0; at < 30; at++) {
      any.time.after(at * 1_000L, () -> somethingHappens(any, random));
    }
    any.run(30_000);
    farEnd.heal();
    any.drain();

    assertThat(new HashSet<>(farEnd.carriedOut)).hasSameSizeAs(farEnd.carriedOut);
    EndState.checkState(any);
    assertThat(any.store.held).isEmpty();
  }

  private void somethingHappens(VirtualChannel any, Random random) {
    farEnd.silent = random.nextInt(3) == 0;
    farEnd.reached = !farEnd.silent || random.nextBoolean();
    farEnd.answersQuestions = random.nextInt(4) != 0;
    any.checkpoint();
    if (random.nextInt(4) == 0) {
      any.crash();
    }
  }
}
