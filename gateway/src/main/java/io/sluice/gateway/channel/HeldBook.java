package io.sluice.gateway.channel;

import io.sluice.store.HeldRow;
import io.sluice.store.Write;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which held rows a channel has, without their payload: what is to be closed by an acceptance, what
 * people are shown as counts. Spilled events are counted by their lane, not here.
 */
final class HeldBook {
  private static final int DEAD_AT_MOST = 100_000;
  private static final int CODES_TOLD = 20;
  private static final String OTHERS = "other";
  private static final String NO_CODE = "none";

  private final Map<Key, TreeMap<Long, String>> rows = new HashMap<>();
  private final Map<String, Long> counts = new TreeMap<>();

  /** Codes of dead letters, the oldest first. Rules may show several keys of one position. */
  private final TreeMap<Dead, String> dead = new TreeMap<>();

  /** How many there are of each code. */
  private final Map<String, Long> deadByCode = new TreeMap<>();

  private final Map<Dead, Long> deadSinceMs = new HashMap<>();
  private final int deadAtMost;
  private long fallenOut;

  HeldBook() {
    this(DEAD_AT_MOST);
  }

  HeldBook(int deadAtMost) {
    this.deadAtMost = deadAtMost;
  }

  private record Key(String sku, String part) {}

  private record Dead(long position, Key key) implements Comparable<Dead> {
    private static final Comparator<Dead> ORDER =
        Comparator.comparingLong(Dead::position)
            .thenComparing(each -> each.key().sku())
            .thenComparing(each -> each.key().part());

    @Override
    public int compareTo(Dead other) {
      return ORDER.compare(this, other);
    }
  }

  /** A row that lies in the store already. */
  void loaded(HeldRow row) {
    note(row);
    if (row.why().equals(Why.DEAD.code())) {
      deadSinceMs.put(new Dead(row.position(), new Key(row.key(), row.part())), row.sinceMs());
    }
  }

  /** When what a start found dead became so, epoch milliseconds. */
  long deadSinceMs(String sku, String part, long position) {
    return deadSinceMs.getOrDefault(new Dead(position, new Key(sku, part)), Long.MAX_VALUE);
  }

  /** The channel is put together: that is not asked any more. */
  void started() {
    deadSinceMs.clear();
  }

  void put(HeldRow row, Recording recording) {
    note(row);
    recording.write(new Write.PutHeld(row));
    while (dead.size() > deadAtMost) {
      Dead oldest = dead.firstKey();
      Key key = oldest.key();
      remove(key, oldest.position(), null);
      recording.write(
          new Write.DeleteHeld(row.channel(), key.sku(), key.part(), oldest.position()));
      fallenOut++;
    }
  }

  private void note(HeldRow row) {
    Key key = new Key(row.key(), row.part());
    TreeMap<Long, String> ofKey = rows.computeIfAbsent(key, any -> new TreeMap<>());
    String before = ofKey.put(row.position(), row.why());
    alive(new Dead(row.position(), key));
    if (row.why().equals(Why.DEAD.code())) {
      String code = row.code() == null ? NO_CODE : row.code();
      dead.put(new Dead(row.position(), key), code);
      change(deadByCode, code, 1);
    }
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
    closed.keySet().forEach(position -> alive(new Dead(position, key)));
    closed.clear();
    if (ofKey.isEmpty()) {
      rows.remove(key);
    }
    recording.write(new Write.DeleteHeldUpTo(channel, sku, part, upTo));
  }

  /** Deletes the row of a pending update that ended otherwise than accepted or dead. */
  void closePending(String channel, String sku, String part, long position, Recording recording) {
    if (Why.PENDING.code().equals(remove(new Key(sku, part), position, Why.PENDING))) {
      recording.write(new Write.DeleteHeld(channel, sku, part, position));
    }
  }

  /** Deletes what waits of a key that owes nothing any more; dead letters stay. */
  void closeWaiting(String channel, String sku, String part, Recording recording) {
    closeBefore(
        channel, new Key(sku, part), Long.MAX_VALUE, EnumSet.of(Why.DEAD, Why.PENDING), recording);
  }

  /** Deletes what is older than a row of the same key and not yet decided; dead letters stay. */
  void closeUndecidedBefore(HeldRow row, Recording recording) {
    Key key = new Key(row.key(), row.part());
    closeBefore(row.channel(), key, row.position(), EnumSet.of(Why.DEAD), recording);
  }

  private void closeBefore(
      String channel, Key key, long before, Set<Why> staying, Recording recording) {
    TreeMap<Long, String> ofKey = rows.get(key);
    if (ofKey == null) {
      return;
    }
    // Positions, not entries: a removal may move another entry's position into one of those.
    for (long position : List.copyOf(ofKey.headMap(before).keySet())) {
      String why = ofKey.get(position);
      if (staying.stream().noneMatch(each -> each.code().equals(why))) {
        remove(key, position, null);
        recording.write(new Write.DeleteHeld(channel, key.sku(), key.part(), position));
      }
    }
  }

  /** Answers why it was held, null where there is no such row. */
  private @Nullable String remove(Key key, long position, @Nullable Why only) {
    TreeMap<Long, String> ofKey = rows.get(key);
    String why = ofKey == null ? null : ofKey.get(position);
    if (ofKey == null || why == null || (only != null && !why.equals(only.code()))) {
      return null;
    }
    ofKey.remove(position);
    count(why, -1);
    alive(new Dead(position, key));
    if (ofKey.isEmpty()) {
      rows.remove(key);
    }
    return why;
  }

  /** Dead letters that fell out because there were too many. */
  long fallenOut() {
    return fallenOut;
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

  /**
   * Dead letters by the code of their last outcome: the most frequent codes, and all others
   * together. A receiver may make up as many codes as it likes.
   */
  Map<String, Long> deadByCode() {
    Map<String, Long> most = new TreeMap<>();
    deadByCode.entrySet().stream()
        .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
        .forEach(
            each ->
                most.merge(
                    most.size() < CODES_TOLD ? each.getKey() : OTHERS, each.getValue(), Long::sum));
    return most;
  }

  private void alive(Dead key) {
    String code = dead.remove(key);
    if (code != null) {
      change(deadByCode, code, -1);
    }
  }

  private void count(String why, long change) {
    change(counts, why, change);
  }

  private static void change(Map<String, Long> counts, String what, long change) {
    counts.merge(what, change, (a, b) -> a + b == 0 ? null : Long.valueOf(a + b));
  }
}
