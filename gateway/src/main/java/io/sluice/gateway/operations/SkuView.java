package io.sluice.gateway.operations;

import io.sluice.gateway.operations.EventTimelineView.ExplainedView;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything known of one SKU: what the sources said, where each channel stands, what came.
 *
 * @param explained what the rules make of it now, by channel; of channels that keep the latest
 */
public record SkuView(
    String sku,
    List<FactView> facts,
    List<DeliveryView> deliveries,
    Map<String, ExplainedView> explained,
    List<EventView> history) {
  /**
   * @param value as JSON text
   */
  public record FactView(
      String facet, String part, String source, String version, long position, String value) {}

  /**
   * @param state accepted, waiting, in flight, backoff, held, dead, not selected
   * @param acceptedPosition 0 where nothing was ever accepted
   */
  public record DeliveryView(
      String channel,
      String facet,
      String state,
      long acceptedPosition,
      @Nullable String reason,
      @Nullable Instant notBefore) {
    /** The same with another reason. */
    public DeliveryView because(@Nullable String other) {
      return new DeliveryView(channel, facet, state, acceptedPosition, other, notBefore);
    }
  }

  /**
   * @param decision new, stale, duplicate, conflict, not owned
   */
  public record EventView(
      long position,
      String id,
      String source,
      String part,
      String version,
      String decision,
      Instant receivedAt) {}
}
