package io.sluice.gateway.tracing;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The latest traced events by position, in bounded memory: a column of the journal for it would
 * cost each event a tenth of its row, for what matters to nobody once its trace is gone. Each slot
 * belongs to the positions that are equal modulo their number; the last to come stays. Thread-safe.
 */
final class Origins {
  /** About 5 MB where all are taken. */
  static final int SLOTS = 1 << 14;

  private final AtomicReferenceArray<@Nullable Origin> slots = new AtomicReferenceArray<>(SLOTS);

  void add(Origin origin) {
    slots.set(slot(origin.position()), origin);
  }

  /**
   * @param sku what the position is of: an update may bear that of another event
   */
  @Nullable Origin find(long position, String sku) {
    Origin found = slots.get(slot(position));
    boolean same = found != null && found.position() == position && found.sku().equals(sku);
    return same ? found : null;
  }

  private static int slot(long position) {
    return (int) position & (SLOTS - 1);
  }
}
