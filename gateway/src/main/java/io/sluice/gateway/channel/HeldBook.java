package io.sluice.gateway.channel;

import io.sluice.store.HeldRow;
import io.sluice.store.Write;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which held rows a channel has, without their payload: what is to be closed by an acceptance, what
 * people are shown as counts. Spilled events are counted by their lane, not here.
 */
final class HeldBook {
  private final Map<Key, TreeMap<Long, String>> rows = new HashMap<>();
  private final Map<String, Long> counts = new TreeMap<>();

  private record Key(String sku, String part) {}

  /** A row that lies in the store already. */
  void loaded(HeldRow row) {
    note(row);
  }

  void put(HeldRow row, Recording recording) {
    note(row);
    recording.write(new Write.PutHeld(row));
  }

  private void note(HeldRow row) {
    TreeMap<Long, String> ofKey =
        rows.computeIfAbsent(new Key(row.key(), row.part()), any -> new TreeMap<>());
    String before = ofKey.put(row.position(), row.why());
    if (before != null) {
      count(before, -1);
    }
    count(row.why(), 1);
  }

  /** Closes everything of a key up to a position: it was accepted, or a newer row stands for it. */
  void close(String channel, String sku, String part, long upTo, Recording recording) {
    Key key = new Key(sku, part);
    TreeMap<Long, String> ofKey = rows.get(key);
    if (ofKey == null || ofKey.firstKey() > upTo) {
      return;
    }
    Map<Long, String> closed = ofKey.headMap(upTo, true);
    closed.values().forEach(why -> count(why, -1));
    closed.clear();
    if (ofKey.isEmpty()) {
      rows.remove(key);
    }
    recording.write(new Write.DeleteHeldUpTo(channel, sku, part, upTo));
  }

  /** Position of the newest dead letter of a key, 0 where there is none. */
  long dead(String sku, String part) {
    TreeMap<Long, String> ofKey = rows.get(new Key(sku, part));
    if (ofKey == null) {
      return 0;
    }
    return ofKey.descendingMap().entrySet().stream()
        .filter(each -> each.getValue().equals(Why.DEAD.code()))
        .mapToLong(Map.Entry::getKey)
        .findFirst()
        .orElse(0);
  }

  Map<String, Long> counts() {
    return Map.copyOf(counts);
  }

  private void count(String why, long change) {
    counts.merge(why, change, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
  }
}
