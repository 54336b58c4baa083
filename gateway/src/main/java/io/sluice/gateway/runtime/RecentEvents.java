package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.JournaledEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Events that are in memory already, by position: what was announced while some channel is behind,
 * and what one channel has just read from the journal. Channels that are behind are mostly behind
 * alike, so the next one need not ask the store and decode again. Each slot belongs to the
 * positions that are equal modulo their number; the last to come stays. Thread-safe.
 */
final class RecentEvents {
  /** Larger events are read again; with them the memory would have no bound. */
  private static final int EVENT_BYTES_AT_MOST = 1 << 10;

  /** What an event of that size takes, decoded and as it came. */
  private static final int BYTES_PER_SLOT = 2 * EVENT_BYTES_AT_MOST + 512;

  private static final int SLOTS_AT_MOST = 1 << 16;

  private final AtomicReferenceArray<JournaledEvent> slots;
  private final int mask;

  /** Newest position that was asked for. */
  private volatile long asked = Long.MIN_VALUE;

  /**
   * @param bytes of memory at most
   */
  RecentEvents(long bytes) {
    int slots = (int) Math.max(1, Math.min(SLOTS_AT_MOST, bytes / BYTES_PER_SLOT));
    this.slots = new AtomicReferenceArray<>(Integer.highestOneBit(slots));
    this.mask = this.slots.length() - 1;
  }

  /**
   * What was announced is kept only while a channel that is behind will come by it: on a quiet day
   * nothing outlives its delivery.
   */
  void announced(List<JournaledEvent> events) {
    if (asked + slots.length() > events.get(0).position()) {
      keep(events);
    }
  }

  /** Only of events that are durable. */
  void keep(List<JournaledEvent> events) {
    for (JournaledEvent event : events) {
      if (event.event().json().length <= EVENT_BYTES_AT_MOST) {
        slots.set(slot(event.position()), event);
      }
    }
  }

  /** Those from a position on that follow each other without a gap; often none. */
  List<JournaledEvent> from(long position, int maxRows, long maxBytes) {
    asked = Math.max(asked, position);
    List<JournaledEvent> found = new ArrayList<>();
    long bytes = 0;
    JournaledEvent next = find(position);
    while (next != null && found.size() < maxRows && bytes < maxBytes) {
      found.add(next);
      bytes += next.event().json().length;
      next = find(next.position() + 1);
    }
    return found;
  }

  private @Nullable JournaledEvent find(long position) {
    JournaledEvent kept = slots.get(slot(position));
    return kept != null && kept.position() == position ? kept : null;
  }

  private int slot(long position) {
    return (int) position & mask;
  }
}
