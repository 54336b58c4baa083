package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.SkuView;
import io.sluice.source.Facet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** What people are shown of a stream channel's backlog. */
final class StreamView {
  private final ChannelPlan plan;
  private final Lanes lanes;
  private final Map<Integer, StreamLane> lanesOwing;
  private final StreamOffers offers;

  /**
   * @param lanesOwing of the backlog, read only
   */
  StreamView(
      ChannelPlan plan, Lanes lanes, Map<Integer, StreamLane> lanesOwing, StreamOffers offers) {
    this.plan = plan;
    this.lanes = lanes;
    this.lanesOwing = lanesOwing;
    this.offers = offers;
  }

  long oldestAtMs() {
    long oldest = Long.MAX_VALUE;
    for (StreamLane lane : lanesOwing.values()) {
      StreamLane.Entry first = lane.queue.peek();
      if (first != null) {
        oldest = Math.min(oldest, first.event().receivedAtMs());
      }
      for (String part : lane.touches.keySet()) {
        Fact fact = offers.fact(lane.sku, part);
        oldest = fact == null ? oldest : Math.min(oldest, fact.receivedAtMs());
      }
    }
    return oldest;
  }

  List<BacklogEntry> head(int limit, long nowMs) {
    return lanesOwing.values().stream()
        .filter(StreamLane::hasNext)
        .sorted(Comparator.comparingLong(StreamLane::order))
        .limit(limit)
        .map(lane -> describe(lane, nowMs))
        .toList();
  }

  private BacklogEntry describe(StreamLane lane, long nowMs) {
    String state = lane.inFlight == null ? null : "in flight";
    if (!lane.touches.isEmpty()) {
      String part = lane.touches.keySet().iterator().next();
      Fact fact = offers.fact(lane.sku, part);
      long position = fact == null ? 0 : fact.position();
      long sinceMs = fact == null ? nowMs : fact.receivedAtMs();
      return lanes.describe(lane.key, lane.sku, part, position, state, sinceMs, nowMs);
    }
    JournaledEvent event = lane.queue.peek().event();
    String part = Fact.partName(event.event().facet(), event.event().part());
    return lanes.describe(
        lane.key, lane.sku, part, event.position(), state, event.receivedAtMs(), nowMs);
  }

  SkuView.DeliveryView delivery(CatalogEntry entry, Facet facet, Cursor cursor, long nowMs) {
    int key = plan.lane(entry.index(), facet);
    StreamLane lane = lanesOwing.get(key);
    long newest = entry.position(facet);
    String state = "not selected";
    if (lane != null && lane.inFlight != null) {
      state = "in flight";
    } else if (lane != null && (lane.hasNext() || lane.spills())) {
      state = lanes.stateOf(key, nowMs);
    } else if (plan.send().contains(facet)) {
      state = newest >= cursor.next() && !cursor.isFinished(newest) ? "waiting" : "accepted";
    }
    long accepted = state.equals("accepted") ? newest : 0;
    return lanes.delivery(plan.channel(), key, Shelf.partName(facet), state, accepted, nowMs);
  }
}
