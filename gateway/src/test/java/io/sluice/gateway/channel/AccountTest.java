package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Channels of one account: what they share, and that none of them starves. */
class AccountTest {
  private final VirtualTime time = new VirtualTime();
  private final AtomicInteger inFlight = new AtomicInteger();
  private int most;

  /** A far end that takes its time, and counts. */
  private final class Slow implements FarEnd {
    private final long latencyMs;

    Slow(long latencyMs) {
      this.latencyMs = latencyMs;
    }

    @Override
    public long latencyMs() {
      most = Math.max(most, inFlight.incrementAndGet());
      return latencyMs;
    }

    @Override
    public List<Outcome> answer(List<ChannelUpdate> updates, long nowMs) {
      inFlight.decrementAndGet();
      return FarEnd.all(updates, Outcome.Accepted.PLAIN);
    }
  }

  private VirtualChannel channel(SamplePlan plan, Account account, long latencyMs) {
    return new VirtualChannel(plan, new Random(1), time, account).farEnd(new Slow(latencyMs));
  }

  private static void publish(VirtualChannel channel, int skus) {
    for (int sku = 0; sku < skus; sku++) {
      channel.publish("sku-" + sku, SampleEvents.stock(7));
    }
  }

  private void drain(List<VirtualChannel> channels) {
    channels.get(0).drain();
    for (VirtualChannel channel : channels) {
      assertThat(channel.channel.owed()).isZero();
      EndState.checkState(channel);
    }
  }

  @Test
  void callsInFlightAreCountedTogether() {
    SamplePlan plan = SamplePlan.state();
    plan.parallel = 3;
    Account account = new Account(3, 0);
    List<VirtualChannel> channels = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      channels.add(channel(plan, account, 50));
    }

    channels.forEach(channel -> publish(channel, 40));
    drain(channels);

    assertThat(most).isEqualTo(3);
  }

  @Test
  void channelWithALongBacklogDoesNotStarveTheOther() {
    SamplePlan plan = SamplePlan.state();
    plan.parallel = 4;
    Account account = new Account(4, 0);
    VirtualChannel busy = channel(plan, account, 100);
    VirtualChannel calm = channel(plan, account, 100);
    publish(busy, 4_000);
    busy.run(5_000);

    long begun = time.nowMs();
    publish(calm, 4);
    while (calm.channel.owed() > 0 || calm.checker.begun().size() < 4) {
      time.run(10);
      assertThat(time.nowMs() - begun).as("ms until the calm one is through").isLessThan(1_000);
    }

    drain(List.of(busy, calm));
  }

  @Test
  void requestsPerSecondAreSharedByAll() {
    SamplePlan plan = SamplePlan.state();
    plan.parallel = 8;
    Account account = new Account(8, 20);
    VirtualChannel one = channel(plan, account, 1);
    VirtualChannel other = channel(plan, account, 1);
    publish(one, 200);
    publish(other, 200);

    one.run(10_000);

    int both = one.checker.begun().size() + other.checker.begun().size();
    assertThat(both).isBetween(190, 205);
    assertThat(one.checker.begun().size()).isBetween(60, 140);
    drain(List.of(one, other));
  }

  @Test
  void anotherThatWaitsPostponesNothing() {
    Account account = new Account(4, 0.02);
    List<Long> due = new ArrayList<>();
    List<Long> polled = new ArrayList<>();
    VirtualChannel one = channel(SamplePlan.state(), account, 1);
    one.farEnd(
        new FarEnd() {
          @Override
          public List<Outcome> answer(List<ChannelUpdate> updates, long nowMs) {
            due.add(nowMs + 60_000);
            Instant pollAt = Instant.ofEpochMilli(nowMs + 60_000);
            Instant expires = Instant.ofEpochMilli(nowMs + 86_400_000);
            return FarEnd.all(updates, new Outcome.Pending("handle", pollAt, expires));
          }

          @Override
          public List<Outcome> poll(List<String> handles, long nowMs) {
            polled.add(nowMs);
            return FarEnd.super.poll(handles, nowMs);
          }
        });
    VirtualChannel other = channel(SamplePlan.state(), account, 1);
    publish(one, 2);
    one.run(51_000);
    assertThat(one.checker.begun()).hasSize(1);
    publish(other, 2);
    other.run(51_000);
    assertThat(other.checker.begun()).hasSize(1);

    publish(other, 3);
    other.run(40_000);

    assertThat(polled).hasSize(1);
    assertThat(polled.get(0) - due.get(0)).isBetween(0L, 1_000L);
  }

  @Test
  void channelThatIsDownLeavesItsSlotsToTheOthers() {
    SamplePlan plan = SamplePlan.state();
    plan.parallel = 2;
    Account account = new Account(2, 0);
    VirtualChannel down = channel(plan, account, 20);
    down.farEnd(
        (updates, now) -> FarEnd.all(updates, new Outcome.Unreachable("connection refused")));
    VirtualChannel up = channel(plan, account, 20);
    publish(down, 50);
    down.run(20_000);

    publish(up, 100);
    up.run(3_000);

    assertThat(up.channel.owed()).isZero();
    down.farEnd(FarEnd.ACCEPTS);
    drain(List.of(down, up));
  }

  @Test
  void probeOfAChannelThatNeedsAttentionWaitsForItsTurn() {
    SamplePlan plan = SamplePlan.state();
    plan.parallel = 1;
    Account account = new Account(1, 0);
    VirtualChannel wrong = channel(plan, account, 1);
    wrong.farEnd((updates, now) -> FarEnd.all(updates, new Outcome.Gone("moved")));
    VirtualChannel busy = channel(plan, account, 10_000);
    publish(wrong, 3);
    wrong.run(1_000);
    assertThat(wrong.channel.gate().attention()).isNotNull();
    publish(busy, 1);
    busy.run(1_000);

    int before = wrong.checker.begun().size();
    wrong.channel.probe(time.nowMs());
    wrong.run(1_000);

    assertThat(wrong.checker.begun()).hasSize(before);
    wrong.run(15_000);
    assertThat(wrong.checker.begun()).hasSize(before + 1);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void allIsDeliveredWhateverComesWhen(int parallel) {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      inFlight.set(0);
      most = 0;
      SamplePlan plan = random.nextBoolean() ? SamplePlan.state() : SamplePlan.stream();
      plan.parallel = parallel;
      plan.batch = 1 + random.nextInt(3);
      Account account = new Account(parallel, random.nextInt(3) == 0 ? 50 : 0);
      List<VirtualChannel> channels = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        channels.add(channel(plan, account, 1 + random.nextInt(200)));
      }
      for (int step = 0; step < 60; step++) {
        publish(channels.get(random.nextInt(3)), random.nextInt(6));
        time.run(random.nextInt(100));
      }

      channels.get(0).drain();

      for (VirtualChannel channel : channels) {
        assertThat(channel.channel.owed()).as("seed %d", seed).isZero();
        assertThat(channel.channel.idle()).as("seed %d", seed).isTrue();
      }
      assertThat(most).as("seed %d", seed).isLessThanOrEqualTo(parallel);
    }
  }
}
