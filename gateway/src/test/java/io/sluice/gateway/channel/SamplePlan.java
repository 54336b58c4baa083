package io.sluice.gateway.channel;

import io.sluice.adapter.Capabilities;
import io.sluice.adapter.Schedules;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Guard;
import io.sluice.source.Facet;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A channel's plan, changed one thing at a time. */
final class SamplePlan {
  boolean stream;
  Set<Facet> send = EnumSet.allOf(Facet.class);
  Capabilities.ExclusiveKey exclusive = Capabilities.ExclusiveKey.SKU_AND_FACET;
  boolean facetsTogether = true;
  Set<io.sluice.adapter.Facet> notRepeatable = Set.of();
  int parallel = 4;
  int batch = 1;
  long batchWaitMs;
  double requestsPerSecond;
  long giveUpAfterMs = 60_000;
  int openAfterFailures = 5;
  long probeEveryMs = 5_000;
  long foldOverEvents = 1_000_000;
  int windowRows = 4096;
  @Nullable ChannelRules rules;
  String fingerprint = "";
  Guard guard = Guard.NONE;
  boolean listings;
  boolean dryRun;
  long maxStock = Long.MAX_VALUE;
  Schedules schedules = Schedules.NONE;

  static SamplePlan state() {
    return new SamplePlan();
  }

  static SamplePlan stream() {
    SamplePlan plan = new SamplePlan();
    plan.stream = true;
    return plan;
  }

  ChannelPlan plan() {
    return new ChannelPlan(
        "shop",
        stream,
        send,
        new Capabilities(
            exclusive, batch, facetsTogether, maxStock, notRepeatable, listings, schedules),
        parallel,
        requestsPerSecond,
        batch,
        batchWaitMs,
        1_000,
        60_000,
        giveUpAfterMs,
        openAfterFailures,
        probeEveryMs,
        foldOverEvents,
        1L << 40,
        windowRows,
        1 << 20,
        rules,
        fingerprint,
        guard,
        dryRun);
  }
}
