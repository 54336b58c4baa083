package io.sluice.gateway.intake;

import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.Fact;
import io.sluice.store.JournalRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks from a stretch of the journal what a source that was restored from a backup said and nobody
 * heard: of each part the event with the highest version that was judged stale (or contradicted an
 * earlier one), unless an event of the part counted within the stretch. What an import said is no
 * word of the source: it replaces what is older than its file, and what comes later is picked.
 */
public final class StaleEvents {
  /** Above every version, so nothing replaces it. */
  private static final Picked COUNTED = new Picked(0, Long.MAX_VALUE, 0);

  /** Below every version. */
  private static final Picked NOTHING = new Picked(0, Long.MIN_VALUE, 0);

  private final String source;
  private final long epoch;
  private final int atMost;
  private final Map<PartKey, Picked> parts = new HashMap<>();

  /**
   * @param epoch in which they were judged
   * @param atMost parts; what comes beyond is left alone
   */
  public StaleEvents(String source, long epoch, int atMost) {
    this.source = source;
    this.epoch = epoch;
    this.atMost = atMost;
  }

  private record PartKey(String sku, String part) {}

  /** Where it stands, and when it was said, in epoch milliseconds. */
  private record Picked(long position, long version, long saidAtMs) {
    boolean isEvent() {
      return position > 0;
    }
  }

  /** Call in order of position. */
  public void add(JournalRow row) {
    if (!row.source().equals(source) || row.epoch() != epoch) {
      return;
    }
    PartKey key = new PartKey(row.key(), row.part());
    Picked before = parts.getOrDefault(key, NOTHING);
    Decision decision = Decision.of(row.decision());
    if (Intake.isImported(row)) {
      boolean counts = decision == Decision.NEW || decision == Decision.DUPLICATE;
      if (counts && before.isEvent() && row.occurredAtMs() >= before.saidAtMs()) {
        put(key, NOTHING);
      }
    } else if (decision == Decision.NEW) {
      put(key, COUNTED);
    } else if (decision == Decision.STALE || decision == Decision.CONFLICT) {
      if (before.version() <= row.version()) {
        put(key, new Picked(row.position(), row.version(), saidAtMs(row)));
      }
    }
  }

  private static long saidAtMs(JournalRow row) {
    return Fact.saidAtMs(row.occurredAtMs(), row.version(), row.receivedAtMs());
  }

  private void put(PartKey key, Picked picked) {
    if (parts.size() < atMost || parts.containsKey(key)) {
      parts.put(key, picked);
    }
  }

  /** Positions of what was picked, rising. */
  public List<Long> positions() {
    List<Long> positions = new ArrayList<>();
    for (Picked picked : parts.values()) {
      if (picked.isEvent()) {
        positions.add(picked.position());
      }
    }
    Collections.sort(positions);
    return positions;
  }
}
