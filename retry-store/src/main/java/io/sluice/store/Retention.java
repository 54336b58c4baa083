package io.sluice.store;

import java.time.InstantSource;
import java.util.List;

/** Says whether the oldest journal segment may go. Bytes are those of the sealed segments. */
final class Retention {
  /** What H2 takes for a row beside its payload, measured with rows of 750 bytes. */
  private static final int ROW_OVERHEAD = 200;

  private final StoreConfig config;
  private final InstantSource clock;

  Retention(StoreConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  static long rowBytes(long payloadBytes) {
    return payloadBytes + ROW_OVERHEAD;
  }

  /**
   * @param segments oldest first; the last ones are not sealed
   * @param position rows from here on are needed
   */
  boolean mayDropOldest(List<Segment> segments, long position) {
    Segment oldest = segments.get(0);
    if (!oldest.sealed() || oldest.lastRow() >= position) {
      return false;
    }
    return isOld(oldest) || totalBytes(segments) > config.keepEventsAtMost();
  }

  private boolean isOld(Segment segment) {
    return clock.millis() - config.keepEventsFor().toMillis() > segment.newestMs();
  }

  private static long totalBytes(List<Segment> segments) {
    return segments.stream().mapToLong(Segment::bytes).sum();
  }
}
