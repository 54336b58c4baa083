package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.sluice.adapter.Capabilities;
import io.sluice.adapter.Schedules;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Guard;
import io.sluice.gateway.rules.Percent;
import io.sluice.source.Change;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The real core on virtual time through random bad days: outages, refusals, lost answers, slow
 * commits, crashes. Nothing may be lost, overtaken or stuck. A seed that failed is run alone with
 * {@code -Dchannel.seed=N}; {@code -Dchannel.seeds=N} runs so many, {@code -Dchannel.from=N} from
 * that one on.
 */
class ChannelSimulationTest {
  private static final int SECONDS = 60;

  static LongStream seeds() {
    Long seed = Long.getLong("channel.seed");
    long from = Long.getLong("channel.from", 0);
    return seed != null
        ? LongStream.of(seed)
        : LongStream.range(from, from + Long.getLong("channel.seeds", 150));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void stateChannelEndsRight(long seed) {
    Random random = new Random(seed);
    SamplePlan plan = plan(SamplePlan.state(), random);
    Run run = new Run(seed, plan, random);
    run.chaos();
    EndState.checkState(run.shop);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void streamChannelEndsRight(long seed) {
    Random random = new Random(seed);
    SamplePlan plan = plan(SamplePlan.stream(), random);
    plan.windowRows = 4 + random.nextInt(64);
    boolean folds = random.nextInt(3) == 0;
    if (folds) {
      plan.foldOverEvents = 40L + random.nextInt(100);
    }
    Run run = new Run(seed, plan, random);
    run.folds = folds;
    run.chaos();
    EndState.checkStream(run.shop, folds);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void channelWithRulesEndsRight(long seed) {
    Random random = new Random(seed);
    SamplePlan plan = plan(SamplePlan.state(), random);
    plan.rules = ChaosRules.some(random);
    Run run = new Run(seed, plan, random);
    run.products = ChaosRules::product;
    run.chaos();
    EndState.checkRules(run.shop, plan.rules);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void channelWhoseRulesChangeEndsRight(long seed) {
    Random random = new Random(seed);
    SamplePlan plan = plan(SamplePlan.state(), random);
    Run run = new Run(seed, plan, random);
    run.products = ChaosRules::product;
    run.rules = List.of(ChaosRules.some(random), ChaosRules.some(random), ChaosRules.some(random));
    run.chaos();
    EndState.checkRules(run.shop, plan.rules);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void guardedChannelEndsRightOnceAPersonHasDecided(long seed) {
    Random random = new Random(seed);
    SamplePlan plan = plan(SamplePlan.state(), random);
    Percent some = Percent.of(String.valueOf(1 + random.nextInt(60)));
    plan.guard = new Guard(some, some, new BigDecimal("3.00"), 20L, some, some);
    Run run = new Run(seed, plan, random);
    run.products = ChaosRules::product;
    run.rules = List.of(ChaosRules.some(random), ChaosRules.some(random));
    run.chaos();
    run.approveAll();
    EndState.checkRules(run.shop, plan.rules);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void channelThatIsFrozenForAWhileEndsRight(long seed) {
    Random random = new Random(seed);
    SamplePlan plan = plan(SamplePlan.state(), random);
    plan.rules = ChaosRules.frozen(random, new VirtualTime().nowMs());
    Run run = new Run(seed, plan, random);
    run.products = ChaosRules::product;
    run.chaos();
    EndState.checkRules(run.shop, plan.rules);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void channelThatActsOnDatesEndsRight(long seed) {
    Random random = new Random(seed);
    SamplePlan plan = plan(SamplePlan.state(), random);
    plan.rules = ChaosRules.dated(random, new VirtualTime().nowMs());
    plan.schedules = new Schedules(random.nextInt(4), random.nextBoolean());
    Run run = new Run(seed, plan, random);
    run.products =
        some ->
            some.nextInt(4) == 0
                ? ChaosRules.product(some)
                : ChaosRules.datedPrice(some, run.shop.time.nowMs());
    run.chaos();
    // Past all dates, whether anything waits for them or not.
    run.shop.run(SECONDS * 2_000L);
    EndState.checkRules(run.shop, plan.rules);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void channelWhoseChangedRulesPeopleStopEndsRight(long seed) {
    Random random = new Random(seed);
    SamplePlan plan = plan(SamplePlan.state(), random);
    Run run = new Run(seed, plan, random);
    run.products = ChaosRules::product;
    run.rules = List.of(ChaosRules.some(random), ChaosRules.some(random), ChaosRules.some(random));
    run.peopleStopThem = true;
    run.shop.needsApproval = true;
    run.chaos();
    EndState.checkRules(run.shop, plan.rules);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void stateChannelWithLongCallsEndsRight(long seed) {
    Random random = new Random(seed);
    Run run = new Run(seed, longCalls(SamplePlan.state(), random), random);
    run.haveLongCalls();
    run.chaos();
    EndState.checkState(run.shop);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void streamChannelWithLongCallsEndsRight(long seed) {
    Random random = new Random(seed);
    SamplePlan plan = longCalls(SamplePlan.stream(), random);
    plan.windowRows = 64 + random.nextInt(4_000);
    boolean folds = random.nextInt(3) == 0;
    if (folds) {
      plan.foldOverEvents = 400L + random.nextInt(1_000);
    }
    Run run = new Run(seed, plan, random);
    run.folds = folds;
    run.haveLongCalls();
    run.chaos();
    EndState.checkStream(run.shop, folds);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void channelWithLongCallsWhoseRulesChangeEndsRight(long seed) {
    assumeTrue(seed != 1, "a stock arrives at a kill, of a product not known to be there");
    Random random = new Random(seed);
    SamplePlan plan = longCalls(SamplePlan.state(), random);
    Run run = new Run(seed, plan, random);
    run.products = ChaosRules::product;
    run.rules = List.of(ChaosRules.some(random), ChaosRules.some(random), ChaosRules.some(random));
    run.peopleStopThem = random.nextBoolean();
    run.shop.needsApproval = run.peopleStopThem;
    run.haveLongCalls();
    run.chaos();
    EndState.checkRules(run.shop, plan.rules);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void guardedChannelWithLongCallsEndsRight(long seed) {
    Random random = new Random(seed);
    SamplePlan plan = longCalls(SamplePlan.state(), random);
    Percent some = Percent.of(String.valueOf(1 + random.nextInt(60)));
    plan.guard = new Guard(some, some, new BigDecimal("3.00"), 20L, some, some);
    Run run = new Run(seed, plan, random);
    run.products = ChaosRules::product;
    run.rules = List.of(ChaosRules.some(random), ChaosRules.some(random));
    run.haveLongCalls();
    run.chaos();
    run.approveAll();
    EndState.checkRules(run.shop, plan.rules);
  }

  /** Of more updates than are taken in one turn, some of which must not be sent twice. */
  private static SamplePlan longCalls(SamplePlan plan, Random random) {
    plan(plan, random);
    plan.batch = 1 + random.nextInt(random.nextBoolean() ? 1_000 : 20);
    plan.batchWaitMs = random.nextInt(3) * 100L;
    plan.openAfterFailures = 1 + random.nextInt(5);
    if (!plan.stream) {
      plan.notRepeatable =
          Arrays.stream(io.sluice.adapter.Facet.values())
              .filter(any -> random.nextBoolean())
              .collect(Collectors.toUnmodifiableSet());
    }
    return plan;
  }

  private static SamplePlan plan(SamplePlan plan, Random random) {
    if (random.nextBoolean()) {
      plan.exclusive = Capabilities.ExclusiveKey.SKU;
    }
    plan.facetsTogether = random.nextBoolean();
    plan.parallel = 1 + random.nextInt(8);
    plan.batch = random.nextBoolean() ? 1 : 1 + random.nextInt(10);
    plan.batchWaitMs = random.nextInt(3) == 0 ? 50 : 0;
    plan.requestsPerSecond = random.nextInt(4) == 0 ? 20 : 0;
    plan.giveUpAfterMs = random.nextBoolean() ? 20_000 : 3_600_000;
    return plan;
  }

  /** One run of a channel with everything that may happen to it. */
  private static final class Run {
    final VirtualChannel shop;
    private final SamplePlan plan;
    private final Random random;
    private final ChaosFarEnd farEnd;
    private int skus;
    private int eventEveryMs;
    private long changes;
    boolean folds;
    Function<Random, Change> products = random -> SampleEvents.product("name " + changes);

    /** One after the other, by chance; empty: they stay as they are. */
    List<ChannelRules> rules = List.of();

    /** They cancel, and approve late; what is left of it the next rules bring in line. */
    boolean peopleStopThem;

    Run(long seed, SamplePlan plan, Random random) {
      this.plan = plan;
      this.random = random;
      this.farEnd = new ChaosFarEnd(random, random.nextBoolean(), random.nextBoolean());
      this.shop = new VirtualChannel(plan, random);
      this.skus = 3 + random.nextInt(40);
      this.eventEveryMs = 10 + random.nextInt(200);
      shop.farEnd(farEnd);
      shop.checker.upserts = seed % 3 == 2;
      shop.contentCached = random.nextBoolean();
      shop.readMs = () -> 1 + random.nextInt(100);
      int longestCommit = random.nextInt(4) == 0 ? 3_000 : 20;
      shop.commitMs = () -> 1 + random.nextInt(longestCommit);
    }

    /** Much is owed at once, and the store takes its time. */
    void haveLongCalls() {
      skus = 20 + random.nextInt(600);
      eventEveryMs = 10 + random.nextInt(40);
      int longestCommit = random.nextInt(3) == 0 ? 1_000 : 50;
      shop.commitMs = () -> 1 + random.nextInt(longestCommit);
    }

    void chaos() {
      for (long at = 0; at < SECONDS * 1_000L; at += eventEveryMs) {
        shop.time.after(at, this::change);
      }
      for (int at = 0; at < SECONDS; at++) {
        shop.time.after(at * 1_000L, this::happens);
      }
      shop.run(SECONDS * 1_000L);
      farEnd.heal();
      if (!rules.isEmpty()) {
        changeRules();
        shop.run(10_000);
      }
      if (peopleStopThem) {
        shop.channel.approve(shop.time.nowMs());
        shop.needsApproval = false;
        plan.fingerprint = "the last";
        shop.reconfigure(plan);
        shop.run(10_000);
      }
      shop.channel.resume(shop.time.nowMs());
      if (random.nextBoolean()) {
        shop.crash();
      }
      shop.drain();
    }

    private void happens() {
      shop.checkpoint();
      long now = shop.time.nowMs();
      switch (random.nextInt(16)) {
        case 0, 1, 2, 3 -> farEnd.changeMood();
        case 4 -> shop.channel.pause(new Pause("ops", "", now + random.nextInt(5_000)), now);
        case 5 -> shop.channel.resume(now);
        case 6 -> shop.channel.probe(now);
        case 7 -> shop.crash();
        case 8 -> shop.channel.touch(sku(), "stock/default", random.nextBoolean(), now);
        case 9 -> shop.channel.touch(sku(), "product", random.nextBoolean(), now);
        case 10 -> foldOrApprove(now);
        case 11, 12 -> changeRules();
        case 13 -> cancelOrApprove(now);
        default -> {
          // Nothing but events.
        }
      }
    }

    private void changeRules() {
      if (rules.isEmpty()) {
        return;
      }
      int next = random.nextInt(rules.size());
      plan.rules = rules.get(next);
      plan.fingerprint = "rules " + next;
      if (random.nextInt(3) == 0) {
        shop.crash(plan);
      } else {
        shop.reconfigure(plan);
      }
    }

    private void cancelOrApprove(long now) {
      if (peopleStopThem && random.nextBoolean()) {
        shop.channel.approve(now);
      } else if (peopleStopThem) {
        shop.channel.cancelResync("ops", now);
      }
    }

    private void foldOrApprove(long now) {
      if (folds) {
        shop.channel.fold(now);
      } else if (plan.guard != Guard.NONE) {
        shop.channel.approve(new HeldQuery("shop", null, sku()), 0, 1_000, now, now);
      }
    }

    void approveAll() {
      for (int rounds = 0; shop.channel.backlog().incident(0) != null; rounds++) {
        assertThat(rounds).as("decisions").isLessThan(10);
        shop.channel.approve(
            new HeldQuery("shop", null, null),
            0,
            Integer.MAX_VALUE,
            shop.time.nowMs(),
            shop.time.nowMs());
        shop.drain();
      }
    }

    private String sku() {
      return "sku-" + random.nextInt(skus);
    }

    private void change() {
      shop.publish(random.nextInt(3) == 0 ? "sku-1" : sku(), next());
    }

    private Change next() {
      changes++;
      Instant now = Instant.ofEpochMilli(shop.time.nowMs());
      return switch (random.nextInt(8)) {
        case 0 -> SampleEvents.price(changes + ".99");
        case 1 -> SampleEvents.price(changes + ".95", now.plusMillis(random.nextInt(20_000)), null);
        case 2 -> products.apply(random);
        case 3 -> SampleEvents.stock("BER", random.nextInt(50));
        default -> SampleEvents.stock(random.nextInt(50));
      };
    }
  }
}
