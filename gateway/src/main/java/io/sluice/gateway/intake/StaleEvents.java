package io.sluice.gateway.intake;

import io.sluice.gateway.catalog.Decision;
import io.sluice.store.JournalRow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Picks from a stretch of the journal what a source that was restored from a backup said and nobody
 * heard: of each part the event with the highest version that was judged stale (or contradicted an
 * earlier one), unless an event of the part counted within the stretch.
 */
public final class StaleEvents {
  /** Above every version, so nothing replaces it. */
  private static final Picked COUNTED = new Picked(0, Long.MAX_VALUE);

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

  private record Picked(long position, long version) {}

  /** Call in order of position. */
  public void add(JournalRow row) {
    boolean said = row.version() != Intake.NO_VERSION;
    if (!row.source().equals(source) || row.epoch() != epoch || !said) {
      return;
    }
    PartKey key = new PartKey(row.key(), row.part());
    Decision decision = Decision.of(row.decision());
    if (decision == Decision.NEW) {
      put(key, COUNTED);
    } else if (decision == Decision.STALE || decision == Decision.CONFLICT) {
      Picked before = parts.get(key);
      if (before == null || before.version() <= row.version()) {
        put(key, new Picked(row.position(), row.version()));
      }
    }
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
      if (!picked.equals(COUNTED)) {
        positions.add(picked.position());
      }
    }
    Collections.sort(positions);
    return positions;
  }
}
