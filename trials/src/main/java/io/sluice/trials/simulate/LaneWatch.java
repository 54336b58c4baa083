package io.sluice.trials.simulate;

import io.sluice.adapter.Capabilities;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.gateway.channel.ChannelPlan;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Watches every update of one channel that is begun: one in flight per lane until its acceptance is
 * durable, nothing older after something newer, nothing twice that must not be repeated.
 */
final class LaneWatch {
  private final ChannelPlan plan;
  private final Map<String, Long> newestBegun = new HashMap<>();
  private final Set<String> inFlight = new HashSet<>();

  /** Accepted and not durable yet. */
  private final Set<String> owedToDisk = new HashSet<>();

  private final Set<String> applied = new HashSet<>();

  LaneWatch(ChannelPlan plan) {
    this.plan = plan;
  }

  void begin(List<ChannelUpdate> updates) {
    Set<String> lanes = new HashSet<>();
    Set<String> keys = new HashSet<>();
    for (ChannelUpdate update : updates) {
      String lane = lane(update.sku(), Seen.facet(update));
      BrokenPromise.unless(!inFlight.contains(lane), "two calls in flight for one lane", update);
      BrokenPromise.unless(
          !owedToDisk.contains(lane), "begun before the outcome before was durable", update);
      String key = ordered(update);
      long newest = newestBegun.merge(key, update.revision(), Math::max);
      BrokenPromise.unless(newest <= update.revision(), "older than " + newest, update);
      BrokenPromise.unless(keys.add(key), "twice in one call", update);
      BrokenPromise.unless(
          repeatable(update) || !applied.contains(update.id()), "repeated", update);
      lanes.add(lane);
    }
    inFlight.addAll(lanes);
    BrokenPromise.unless(
        updates.size() <= plan.capabilities().itemsPerCall(), "a call too large", updates.size());
  }

  private boolean repeatable(ChannelUpdate update) {
    return plan.stream() || !plan.capabilities().notRepeatable().contains(update.facet());
  }

  void applied(ChannelUpdate update) {
    applied.add(update.id());
  }

  boolean hasApplied(String updateId) {
    return applied.contains(updateId);
  }

  void ended(List<ChannelUpdate> updates, List<Outcome> outcomes) {
    for (int i = 0; i < updates.size(); i++) {
      String lane = lane(updates.get(i).sku(), Seen.facet(updates.get(i)));
      inFlight.remove(lane);
      if (i < outcomes.size() && outcomes.get(i) instanceof Outcome.Accepted) {
        owedToDisk.add(lane);
      }
    }
  }

  /** The acceptance of a part, named as in outcome rows, is on the disk. */
  void durable(String sku, String part) {
    owedToDisk.remove(lane(sku, part.split("/", 2)[0]));
  }

  void cut() {
    inFlight.clear();
    owedToDisk.clear();
  }

  private String lane(String sku, String facet) {
    boolean perSku =
        plan.stream() || plan.capabilities().exclusiveKey() == Capabilities.ExclusiveKey.SKU;
    return perSku ? sku : sku + '|' + facet;
  }

  /** What keeps its order: (SKU, facet), on a stream channel its part. */
  private String ordered(ChannelUpdate update) {
    String facet = update.sku() + '|' + update.facet();
    return plan.stream() ? facet + '|' + Seen.part(update.value()) : facet;
  }
}
