package io.sluice.trials.simulate;

import io.sluice.adapter.Capabilities;
import io.sluice.adapter.Schedules;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.intake.VersionFrom;
import io.sluice.gateway.rules.Guard;
import io.sluice.source.Facet;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one run is about, drawn from its seed.
 *
 * @param keepsEvents whether events stay in the journal for longer than anybody needs them: what
 *     was judged stale is taken again only from there, and identities are remembered from there
 * @param contentBytes product content in memory: none or all of it
 * @param accountParallel calls in flight of all channels together, 0: they share no account
 * @param powerEffects effects between two cuts of the power at most, 0: the power stays
 */
record Scenario(
    List<SourcePlan> sources,
    Map<Facet, String> owners,
    List<ChannelPlan> channels,
    Commits.Troubles troubles,
    int segmentRows,
    boolean keepsEvents,
    long contentBytes,
    int skusAtOnce,
    int messages,
    int everyMs,
    int powerEffects,
    int accountParallel) {
  private static final String ERP = "erp";
  private static final String PIM = "pim";

  static Scenario draw(Chance chance) {
    int skus = chance.between(2, 10);
    int messages = chance.between(40, 160);
    boolean restored = chance.oneIn(6);
    boolean owners = chance.coin();
    boolean byArrival = chance.oneIn(3);
    List<SourcePlan> sources =
        List.of(
            new SourcePlan(
                ERP,
                VersionFrom.SEQUENCE,
                false,
                false,
                restored,
                restored ? messages / 3 : Integer.MAX_VALUE,
                chance.between(1, 30),
                skus),
            new SourcePlan(
                PIM,
                byArrival ? VersionFrom.ARRIVAL : VersionFrom.SEQUENCE,
                true,
                owners,
                false,
                Integer.MAX_VALUE,
                chance.between(1, 30),
                skus));
    return new Scenario(
        sources,
        owners ? eachItsOwn() : Map.of(),
        channels(chance),
        troubles(chance),
        chance.between(4, 40),
        restored || byArrival,
        chance.coin() ? 0 : 1 << 20,
        chance.between(1, 4),
        messages,
        chance.between(10, 300),
        chance.oneIn(8) ? 0 : chance.between(60, 1_500),
        // Drawn last, so that the rest of a seed stays what it was.
        chance.oneIn(4) ? chance.between(1, 4) : 0);
  }

  private static Map<Facet, String> eachItsOwn() {
    Map<Facet, String> owners = new EnumMap<>(Facet.class);
    owners.put(Facet.STOCK, ERP);
    owners.put(Facet.PRICE, ERP);
    owners.put(Facet.PRODUCT, PIM);
    return owners;
  }

  private static Commits.Troubles troubles(Chance chance) {
    Commits.Troubles troubles = new Commits.Troubles();
    troubles.longestMs = chance.oneIn(4) ? 800 : 15;
    troubles.failsOneIn = chance.oneIn(3) ? 10 : 100;
    return troubles;
  }

  private static List<ChannelPlan> channels(Chance chance) {
    int count = chance.between(1, 3);
    List<ChannelPlan> plans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean stream = chance.coin();
      plans.add(channel((stream ? "stream-" : "state-") + i, stream, chance));
    }
    return plans;
  }

  private static ChannelPlan channel(String name, boolean stream, Chance chance) {
    int batch = chance.coin() ? 1 : chance.between(2, 8);
    return new ChannelPlan(
        name,
        stream,
        EnumSet.allOf(Facet.class),
        capabilities(chance),
        chance.between(1, 6),
        chance.oneIn(5) ? 20 : 0,
        batch,
        chance.oneIn(4) ? 50 : 0,
        1_000,
        30_000,
        chance.coin() ? 10_000 : 3_600_000,
        chance.between(2, 6),
        chance.between(1_000, 6_000),
        chance.oneIn(3) ? chance.between(15, 60) : 1_000_000,
        1L << 40,
        chance.between(4, 64),
        1 << 20,
        null,
        "",
        Guard.NONE,
        false);
  }

  private static Capabilities capabilities(Chance chance) {
    return new Capabilities(
        chance.coin() ? Capabilities.ExclusiveKey.SKU : Capabilities.ExclusiveKey.SKU_AND_FACET,
        chance.oneIn(4) ? 3 : 100,
        chance.coin(),
        Long.MAX_VALUE,
        chance.oneIn(4)
            ? Set.of(io.sluice.adapter.Facet.PRODUCT, io.sluice.adapter.Facet.STOCK)
            : Set.of(),
        false,
        Schedules.NONE);
  }
}
