package io.sluice.adapter;

import java.util.Set;

/**
 * What a channel can and cannot do, as data.
 *
 * @param exclusiveKey no two calls for one such key are ever in flight together
 * @param itemsPerCall most updates in one call, at least 1
 * @param facetsTogether whether updates of several facets may share a call
 * @param maxStock highest quantity the channel takes, {@link Long#MAX_VALUE} without limit
 * @param notRepeatable facets whose update must not simply be sent again after an unknown outcome,
 *     and is asked for first; see {@link ReadBack}
 * @param listings whether it tells what it shows, see {@link ChannelConnection#listings}
 * @param schedules which prices with dates it takes ahead and acts on by itself
 */
public record Capabilities(
    ExclusiveKey exclusiveKey,
    int itemsPerCall,
    boolean facetsTogether,
    long maxStock,
    Set<Facet> notRepeatable,
    boolean listings,
    Schedules schedules) {
  public Capabilities {
    notRepeatable = Set.copyOf(notRepeatable);
  }

  /** What a lane is. */
  public enum ExclusiveKey {
    SKU,
    SKU_AND_FACET
  }
}
