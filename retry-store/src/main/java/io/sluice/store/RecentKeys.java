package io.sluice.store;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * Hashes of the keys of the newest rows of a table, by number, four bytes each: what a key's rows
 * are in a segment that has no side table yet. Different keys may share one, so a reader compares.
 *
 * <p>The writer puts rows before it says that they are durable; read by anyone.
 */
final class RecentKeys {
  private final int[] hashes;
  private final int mask;
  private volatile long first = Long.MAX_VALUE;
  private long last;

  /**
   * @param rows that are remembered at least
   */
  RecentKeys(int rows) {
    int size = Integer.highestOneBit(Math.max(2, rows) * 2 - 1);
    hashes = new int[size];
    mask = size - 1;
  }

  static int hash(String key) {
    return (int) (KeyEntries.lowest(key) >>> Integer.SIZE);
  }

  /** A group that is tried again brings the same rows. Writer thread only. */
  <R> void put(List<R> rows, ToLongFunction<R> number, Function<R, String> key) {
    if (!rows.isEmpty()) {
      last = Math.max(last, number.applyAsLong(rows.get(rows.size() - 1)));
      // What a slot held before is let go first.
      first = Math.max(Math.min(first, number.applyAsLong(rows.get(0))), last - mask);
      for (R row : rows) {
        hashes[(int) number.applyAsLong(row) & mask] = hash(key.apply(row));
      }
    }
  }

  /** Lowest position that is remembered; {@link Long#MAX_VALUE}: none. */
  long first() {
    return first;
  }

  /**
   * Positions that may carry the key, newest first.
   *
   * @param from at or above {@link #first}
   * @param to durable
   */
  List<Long> find(String key, long from, long to, int limit) {
    int wanted = hash(key);
    List<Long> found = new ArrayList<>();
    for (long position = to; position >= from && found.size() < limit; position--) {
      if (hashes[(int) position & mask] == wanted) {
        found.add(position);
      }
    }
    return found;
  }
}
