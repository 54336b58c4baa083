package io.sluice.trials.simulate;

import io.sluice.gateway.catalog.Decision;
import io.sluice.simulator.check.FactKey;
import io.sluice.simulator.check.Published;
import io.sluice.store.JournalRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was published and counts, and where in the journal it came to lie. */
final class Ledger {
  private final List<Published> owed = new ArrayList<>();
  private final Map<String, Published> byName = new HashMap<>();
  private final TreeMap<Long, Published> byPosition = new TreeMap<>();
  private final Map<Long, Long> positions = new HashMap<>();
  private final Map<FactKey, Long> newest = new HashMap<>();
  private final List<Published> judgedStale = new ArrayList<>();
  private long numbers;
  private int broken;

  long next() {
    return ++numbers;
  }

  long newest() {
    return numbers;
  }

  void owed(String source, long sequence, Published event) {
    owed.add(event);
    byName.put(source + "/e" + sequence, event);
    newest.put(event.key(), event.number());
  }

  void broken() {
    broken++;
  }

  int brokenMessages() {
    return broken;
  }

  /** A row of the journal, as it was committed. */
  void journaled(JournalRow row) {
    Published event = byName.get(row.source() + "/" + row.eventId());
    if (event == null) {
      return;
    }
    if (row.decision() == Decision.NEW.code()) {
      byPosition.put(row.position(), event);
      positions.put(event.number(), row.position());
    } else if (!positions.containsKey(event.number())) {
      judgedStale.add(event);
    }
  }

  List<Published> owed() {
    return owed;
  }

  /** The event at a position of the journal, null where none counts there. */
  @Nullable Published at(long position) {
    return byPosition.get(position);
  }

  /** Where an event lies, 0 where it never came to count. */
  long position(Published event) {
    return positions.getOrDefault(event.number(), 0L);
  }

  boolean isNewest(Published event) {
    return newest.get(event.key()) == event.number();
  }

  /** Judged stale while its source's versions were behind: only the newest is taken again. */
  boolean wasBehind(Published event) {
    return judgedStale.contains(event);
  }
}
