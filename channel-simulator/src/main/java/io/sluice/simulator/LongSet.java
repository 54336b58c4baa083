package io.sluice.simulator;

/** Set of longs in one array: a million of them in 16 MB. */
final class LongSet {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private long[] slots = new long[1024];
  private int size;
  private boolean hasZero;

  /** True when it was not there before. */
  boolean add(long value) {
    if (value == 0) {
      boolean added = !hasZero;
      hasZero = true;
      return added;
    }
    if (size * 2 >= slots.length) {
      grow();
    }
    int slot = find(slots, value);
    if (slots[slot] == value) {
      return false;
    }
    slots[slot] = value;
    size++;
    return true;
  }

  boolean contains(long value) {
    return value == 0 ? hasZero : slots[find(slots, value)] == value;
  }

  int size() {
    return hasZero ? size + 1 : size;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long value : slots) {
      if (value != 0) {
        larger[find(larger, value)] = value;
      }
    }
    slots = larger;
  }

  private static int find(long[] slots, long value) {
    int mask = slots.length - 1;
    int slot = (int) ((value * GOLDEN) >>> 32) & mask;
    while (slots[slot] != 0 && slots[slot] != value) {
      slot = slot + 1 & mask;
    }
    return slot;
  }

  /** 64 bits of a text, enough to tell millions apart. */
  static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
