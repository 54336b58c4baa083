package io.sluice.adapter;

import java.util.List;

/**
 * One request to a channel.
 *
 * @param id idempotency key of the call: a hash of its updates' ids
 * @param updates 1 to {@link Capabilities#itemsPerCall}, at most one per (SKU, facet)
 */
public record ChannelCall(String id, List<ChannelUpdate> updates) {
  public ChannelCall {
    updates = List.copyOf(updates);
  }
}
