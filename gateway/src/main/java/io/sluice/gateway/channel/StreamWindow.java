package io.sluice.gateway.channel;

import java.util.Collection;

/** How much of the unsent events of a stream channel is in memory, and may be. */
final class StreamWindow {
  private static final int LANES_SHARE = 16;

  private final int maxRows;
  private final long maxBytes;
  private int rows;
  private long bytes;
  private long averageBytes = 512;

  StreamWindow(ChannelPlan plan) {
    this.maxRows = plan.windowRows();
    this.maxBytes = plan.windowBytes();
  }

  /** Events that one lane may hold in memory. */
  int laneRows() {
    return Math.max(1, maxRows / LANES_SHARE);
  }

  void added(StreamLane.Entry entry) {
    rows++;
    bytes += size(entry);
  }

  void removed(StreamLane.Entry entry) {
    rows--;
    bytes -= size(entry);
  }

  /** After many were removed at once. */
  void recount(Collection<StreamLane> lanes) {
    rows = 0;
    bytes = 0;
    lanes.forEach(lane -> lane.queue.forEach(this::added));
  }

  private static int size(StreamLane.Entry entry) {
    return entry.event().event().json().length;
  }

  boolean hasRoom() {
    return rows < maxRows && bytes < maxBytes;
  }

  /** Enough room that a page is worth its read. */
  boolean hasRoomForAPage() {
    return rows <= maxRows * 3 / 4 && bytes <= maxBytes * 3 / 4;
  }

  int freeRows() {
    return Math.max(1, maxRows - rows);
  }

  long freeBytes() {
    return Math.max(1, maxBytes - bytes);
  }

  /** An event of this size came, whether or not it stays in memory. */
  void saw(int size) {
    averageBytes += (size - averageBytes) / 64;
  }

  /** About how many bytes so many events have. */
  long estimate(long events) {
    return events * averageBytes;
  }
}
