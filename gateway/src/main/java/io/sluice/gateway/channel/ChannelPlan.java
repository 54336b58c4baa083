package io.sluice.gateway.channel;

import io.sluice.adapter.Capabilities;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.render.FactsRenderer;
import io.sluice.gateway.render.Renderer;
import io.sluice.gateway.render.RulesRenderer;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Guard;
import io.sluice.source.Facet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration and the adapter say about one channel, in the units the core works with.
 *
 * @param parallel calls in flight at most
 * @param requestsPerSecond 0: no limit
 * @param batchAtMost updates in one call
 * @param batchWaitMs how long a call that is not full may wait for more, 0: not at all
 * @param firstAfterMs first backoff
 * @param longestWaitMs longest backoff
 * @param giveUpAfterMs age, counted only while the channel works, after which a delivery is dead
 * @param probeEveryMs time the breaker stays open
 * @param foldOverEvents stream: unsent events above which they are folded to the newest per key
 * @param foldOverBytes stream: the same in bytes
 * @param windowRows stream: unsent events in memory
 * @param windowBytes stream: their payload
 * @param rules what a state channel shows of the facts; null: the facts as they are
 * @param fingerprint equal for equal rules, empty for none
 * @param guard how far a state channel may change at once
 * @param dryRun whether everything is worked out and nothing is sent
 * @param revisionsFrom what is added to positions as revisions, above 0 where the store was
 *     restored from a backup
 */
public record ChannelPlan(
    String channel,
    boolean stream,
    Set<Facet> send,
    Capabilities capabilities,
    int parallel,
    double requestsPerSecond,
    int batchAtMost,
    long batchWaitMs,
    long firstAfterMs,
    long longestWaitMs,
    long giveUpAfterMs,
    int openAfterFailures,
    long probeEveryMs,
    long foldOverEvents,
    long foldOverBytes,
    int windowRows,
    long windowBytes,
    @Nullable ChannelRules rules,
    String fingerprint,
    Guard guard,
    boolean dryRun,
    long revisionsFrom) {
  public ChannelPlan {
    // In the same order in every run of the program: what is looked at first may go out first.
    send = send.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(send));
  }

  /** As configured: of a store that was never restored. */
  public ChannelPlan(
      String channel,
      boolean stream,
      Set<Facet> send,
      Capabilities capabilities,
      int parallel,
      double requestsPerSecond,
      int batchAtMost,
      long batchWaitMs,
      long firstAfterMs,
      long longestWaitMs,
      long giveUpAfterMs,
      int openAfterFailures,
      long probeEveryMs,
      long foldOverEvents,
      long foldOverBytes,
      int windowRows,
      long windowBytes,
      @Nullable ChannelRules rules,
      String fingerprint,
      Guard guard,
      boolean dryRun) {
    this(
        channel,
        stream,
        send,
        capabilities,
        parallel,
        requestsPerSecond,
        batchAtMost,
        batchWaitMs,
        firstAfterMs,
        longestWaitMs,
        giveUpAfterMs,
        openAfterFailures,
        probeEveryMs,
        foldOverEvents,
        foldOverBytes,
        windowRows,
        windowBytes,
        rules,
        fingerprint,
        guard,
        dryRun,
        0);
  }

  ChannelPlan restored(long revisionsFrom) {
    return new ChannelPlan(
        channel,
        stream,
        send,
        capabilities,
        parallel,
        requestsPerSecond,
        batchAtMost,
        batchWaitMs,
        firstAfterMs,
        longestWaitMs,
        giveUpAfterMs,
        openAfterFailures,
        probeEveryMs,
        foldOverEvents,
        foldOverBytes,
        windowRows,
        windowBytes,
        rules,
        fingerprint,
        guard,
        dryRun,
        revisionsFrom);
  }

  boolean isRestored() {
    return revisionsFrom > 0;
  }

  /** What idempotency keys are made of: positions of a restored store are given once more. */
  String idScope() {
    return isRestored() ? channel + "@" + revisionsFrom : channel;
  }

  /** What makes of facts what the channel is told. */
  public Renderer renderer(Catalog catalog) {
    return rules == null
        ? new FactsRenderer()
        : new RulesRenderer(rules, catalog, capabilities.schedules());
  }

  static final int FACETS = Facet.values().length;

  /** Dense number of a (SKU, facet). */
  static int key(int sku, Facet facet) {
    return sku * FACETS + facet.ordinal();
  }

  static int skuOf(int key) {
    return key / FACETS;
  }

  static Facet facetOf(int key) {
    return Facet.values()[key % FACETS];
  }

  /** What may not be in flight twice: a SKU or a key. A stream keeps the order of a whole SKU. */
  int lane(int sku, Facet facet) {
    return lanePerSku() ? sku : key(sku, facet);
  }

  /** Whether updates of one SKU go one after the other, whatever their facet. */
  public boolean lanePerSku() {
    return stream || capabilities.exclusiveKey() == Capabilities.ExclusiveKey.SKU;
  }
}
