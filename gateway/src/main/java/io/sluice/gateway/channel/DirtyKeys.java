package io.sluice.gateway.channel;

import java.util.Arrays;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Which keys are owed, and since when: 13 bytes each. A key is dirty or it is not, however many
 * events came.
 */
final class DirtyKeys {
  /** Position that first made a key dirty, 0: clean. */
  private long[] since = new long[0];

  /** When that was received, in seconds. */
  private int[] atSeconds = new int[0];

  private boolean[] always = new boolean[0];
  private long count;

  /** What a delivery takes with it, and gives back if it fails. */
  record Taken(long since, int atSeconds, boolean always) {}

  boolean has(int key) {
    return key < since.length && since[key] != 0;
  }

  /** Position that first made it dirty, 0 where it is clean. */
  long since(int key) {
    return key < since.length ? since[key] : 0;
  }

  /** Whether it is sent even where the channel shows it: an event came, or a person asked. */
  boolean always(int key) {
    return key < always.length && always[key];
  }

  void mark(int key, long position, long atMs, boolean evenIfShown) {
    grow(key);
    if (since[key] == 0) {
      since[key] = position;
      atSeconds[key] = (int) (atMs / 1000);
      count++;
    }
    always[key] |= evenIfShown;
  }

  void clean(int key) {
    if (has(key)) {
      since[key] = 0;
      always[key] = false;
      count--;
    }
  }

  Taken take(int key) {
    Taken taken =
        has(key) ? new Taken(since[key], atSeconds[key], always[key]) : new Taken(0, 0, false);
    clean(key);
    return taken;
  }

  /** Dirty since what made it so before; answers whether it had become dirty anew meanwhile. */
  boolean giveBack(int key, Taken taken) {
    boolean again = has(key);
    boolean evenIfShown = taken.always() || always(key);
    clean(key);
    mark(key, taken.since(), taken.atSeconds() * 1000L, evenIfShown);
    return again;
  }

  /** Owes what another one owes, as long as that. */
  void addAll(DirtyKeys other, IntPredicate which) {
    other
        .keys()
        .filter(which)
        .forEach(
            key -> mark(key, other.since[key], other.atSeconds[key] * 1000L, other.always[key]));
  }

  long count() {
    return count;
  }

  /** When the oldest was received, in seconds; {@link Integer#MAX_VALUE}: none. */
  int oldestAtSeconds() {
    int oldest = Integer.MAX_VALUE;
    for (int key = 0; count > 0 && key < since.length; key++) {
      if (since[key] != 0) {
        oldest = Math.min(oldest, atSeconds[key]);
      }
    }
    return oldest;
  }

  IntStream keys() {
    return IntStream.range(0, since.length).filter(this::has);
  }

  private void grow(int key) {
    if (key >= since.length) {
      int size = Math.max(key + 1, Math.max(3 * 1024, since.length + since.length / 2));
      since = Arrays.copyOf(since, size);
      atSeconds = Arrays.copyOf(atSeconds, size);
      always = Arrays.copyOf(always, size);
    }
  }
}
