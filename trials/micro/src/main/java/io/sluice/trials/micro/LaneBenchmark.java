package io.sluice.trials.micro;

import io.sluice.adapter.Capabilities;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Schedules;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.Account;
import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.channel.ChannelStart;
import io.sluice.gateway.channel.StoredChannel;
import io.sluice.gateway.rules.Guard;
import io.sluice.source.Facet;
import io.sluice.source.ProductEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One event through a channel's core: into the catalog, offered, rendered, taken, answered and
 * settled by a commit. Groups of 64 events; what is answered together is written down together.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class LaneBenchmark {
  private static final int GROUP = 64;
  private static final StoredChannel NOTHING_STORED =
      new StoredChannel(none -> {}, none -> {}, List.of(), List.of(), Map.of(), 0, 0);

  /** Which of the two kinds of channel. */
  @Param({"state", "stream"})
  public String kind = "";

  private final ProductEvent[] events = new ProductEvent[Samples.SKUS];
  private final Catalog catalog = new Catalog();
  private final ImmediateEffects effects = new ImmediateEffects();
  private Channel channel = open(false);
  private long position;
  private long outcomes;
  private long nowMs = Samples.NOW_MS;

  @Setup
  public void begin() {
    Samples samples = new Samples();
    for (int i = 0; i < events.length; i++) {
      events[i] = samples.event(i);
    }
    channel = open(kind.equals("stream"));
    channel.start(0, nowMs);
  }

  private Channel open(boolean stream) {
    ChannelPlan plan = plan(stream);
    return ChannelStart.open(
        plan,
        catalog,
        none -> null,
        NOTHING_STORED,
        effects,
        Account.alone(plan),
        wait -> wait,
        null,
        nowMs);
  }

  private static ChannelPlan plan(boolean stream) {
    Capabilities capabilities =
        new Capabilities(
            Capabilities.ExclusiveKey.SKU_AND_FACET,
            1,
            true,
            Long.MAX_VALUE,
            Set.of(),
            false,
            Schedules.NONE);
    return new ChannelPlan(
        "shop",
        stream,
        EnumSet.allOf(Facet.class),
        capabilities,
        GROUP,
        0,
        1,
        0,
        1_000,
        60_000,
        60_000,
        5,
        5_000,
        1_000_000,
        1L << 40,
        4_096,
        16L << 20,
        null,
        "",
        Guard.NONE,
        false);
  }

  @Benchmark
  @OperationsPerInvocation(GROUP)
  public long step() {
    channel.announced(nextGroup(), ++nowMs);
    while (effects.hasWork()) {
      for (Long call : effects.takeCalls()) {
        channel.answered(call, Collections.singletonList(Outcome.Accepted.PLAIN), nowMs);
      }
      if (effects.takeRecord()) {
        channel.recorded(++outcomes, nowMs);
      }
    }
    if (channel.owed() != 0) {
      throw new IllegalStateException("owed: " + channel.owed());
    }
    return position;
  }

  private List<JournaledEvent> nextGroup() {
    List<JournaledEvent> group = new ArrayList<>(GROUP);
    for (int i = 0; i < GROUP; i++) {
      ProductEvent event = events[(int) (position % events.length)];
      JournaledEvent journaled = Samples.journaled(++position, event);
      catalog.apply(journaled);
      group.add(journaled);
    }
    return group;
  }
}
