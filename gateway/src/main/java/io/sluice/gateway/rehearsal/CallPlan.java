package io.sluice.gateway.rehearsal;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.gateway.channel.ChannelPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts updates together to calls that keep the order of each lane. */
final class CallPlan {
  private final ChannelPlan plan;
  private final int room;
  private final List<List<ChannelUpdate>> calls = new ArrayList<>();

  /** The call behind the last one of a lane. */
  private final Map<String, Integer> next = new HashMap<>();

  /** Calls before this one have no room left. */
  private int full;

  private CallPlan(ChannelPlan plan) {
    this.plan = plan;
    this.room = Math.min(plan.batchAtMost(), plan.capabilities().itemsPerCall());
  }

  static List<List<ChannelUpdate>> calls(List<ChannelUpdate> updates, ChannelPlan plan) {
    CallPlan calls = new CallPlan(plan);
    updates.forEach(calls::add);
    return calls.calls;
  }

  private void add(ChannelUpdate update) {
    String lane = plan.lanePerSku() ? update.sku() : update.facet() + " " + update.sku();
    while (full < calls.size() && calls.get(full).size() == room) {
      full++;
    }
    int place = Math.max(full, next.getOrDefault(lane, 0));
    while (place < calls.size() && !fits(calls.get(place), update.facet())) {
      place++;
    }
    if (place == calls.size()) {
      calls.add(new ArrayList<>());
    }
    calls.get(place).add(update);
    next.put(lane, place + 1);
  }

  private boolean fits(List<ChannelUpdate> call, Facet facet) {
    return call.size() < room
        && (plan.capabilities().facetsTogether() || call.get(0).facet() == facet);
  }
}
