package io.sluice.gateway.channel;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.source.Facet;

/**
 * One update on its way.
 *
 * @param key what is owed: state channels (SKU, facet), stream channels the lane
 * @param lane what may not be in flight twice
 * @param sku dense number of the SKU
 * @param part how it is named in held rows and outcomes: {@code stock} or {@code stock/BER}
 * @param digest of the value
 * @param quantity of a stock, else 0
 * @param touch whether it repeats a newest fact rather than being an event of a stream
 */
record Delivery(
    int key,
    int lane,
    int sku,
    Facet facet,
    String part,
    ChannelUpdate update,
    long digest,
    long quantity,
    boolean touch) {
  long position() {
    return update.revision();
  }

  private static final int NO_LANE = -1;

  /** Its lane was let go while an answer is still outstanding. */
  Delivery withoutLane() {
    return new Delivery(key, NO_LANE, sku, facet, part, update, digest, quantity, touch);
  }

  boolean holdsLane() {
    return lane != NO_LANE;
  }
}
