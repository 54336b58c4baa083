package io.sluice.gateway.channel;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.source.Facet;

/**
 * One update on its way.
 *
 * @param key what is owed: state channels (SKU, facet), stream channels the lane
 * @param lane what may not be in flight twice
 * @param holds what is to be let go once its outcome is known and durable
 * @param sku dense number of the SKU
 * @param ourSku the SKU itself; the channel may call it otherwise
 * @param part how it is named in held rows and outcomes: {@code stock} or {@code stock/BER}
 * @param digest of the value
 * @param shown of the channel once it is accepted
 * @param reason why it goes out
 * @param receivedAtMs when the newest fact in it was received; 0: not known any more
 * @param expiresAtMs when a channel that took it and has not decided forgets its handle
 */
record Delivery(
    int key,
    int lane,
    Holds holds,
    int sku,
    String ourSku,
    Facet facet,
    String part,
    ChannelUpdate update,
    long digest,
    Shown shown,
    Reason reason,
    long receivedAtMs,
    long expiresAtMs) {
  /** A delivery that is going out now. */
  Delivery(
      int key,
      int lane,
      int sku,
      String ourSku,
      Facet facet,
      String part,
      ChannelUpdate update,
      long digest,
      Shown shown,
      Reason reason,
      long receivedAtMs) {
    this(
        key,
        lane,
        Holds.LANE,
        sku,
        ourSku,
        facet,
        part,
        update,
        digest,
        shown,
        reason,
        receivedAtMs,
        Long.MAX_VALUE);
  }

  long position() {
    return update.revision();
  }

  boolean touch() {
    return reason == Reason.TOUCH;
  }

  boolean lowered() {
    return reason == Reason.LOWERED;
  }

  /** Why something goes out. */
  enum Reason {
    NEWS,
    /** It repeats a newest fact and is no event of the stream. */
    TOUCH,
    /** A held stock is less than the channel shows. */
    LOWERED
  }

  /** What stands still for a delivery. */
  enum Holds {
    LANE,
    /** Only its key: the channel took it and has not decided. */
    KEY,
    NOTHING
  }

  Delivery holding(Holds other) {
    return new Delivery(
        key,
        lane,
        other,
        sku,
        ourSku,
        facet,
        part,
        update,
        digest,
        shown,
        reason,
        receivedAtMs,
        expiresAtMs);
  }

  Delivery expiringAt(long atMs) {
    return new Delivery(
        key,
        lane,
        holds,
        sku,
        ourSku,
        facet,
        part,
        update,
        digest,
        shown,
        reason,
        receivedAtMs,
        atMs);
  }
}
