package io.sluice.store;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Where a key occurs in a segment, as one number per row: 40 bits of the key's hash, then 24 bits
 * of the row's place. Sorted, all rows of a key stand together. Different keys may share a hash, so
 * a reader compares the key of the row it finds.
 */
final class KeyEntries {
  static final int PLACE_BITS = 24;
  static final int SEGMENT_ROWS_AT_MOST = 1 << PLACE_BITS;
  private static final long PLACE_MASK = SEGMENT_ROWS_AT_MOST - 1;

  /** 8 KiB a block. */
  static final int BLOCK = 1_024;

  private long[] entries = new long[BLOCK];
  private int count;

  static long entry(String key, long place) {
    return lowest(key) | place;
  }

  static long lowest(String key) {
    return hash(key) & ~PLACE_MASK;
  }

  static long highest(String key) {
    return hash(key) | PLACE_MASK;
  }

  static long place(long entry) {
    return entry & PLACE_MASK;
  }

  /** FNV-1a over UTF-16 units, then mixed so that the upper bits depend on all of it. */
  private static long hash(String key) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < key.length(); i++) {
      hash = (hash ^ key.charAt(i)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0x9e3779b97f4a7c15L;
    return hash ^ (hash >>> 29);
  }

  void add(long entry) {
    if (count == entries.length) {
      entries = Arrays.copyOf(entries, count * 2);
    }
    entries[count++] = entry;
  }

  void sort() {
    Arrays.sort(entries, 0, count);
  }

  int blocks() {
    return (count + BLOCK - 1) / BLOCK;
  }

  long firstOf(int block) {
    return entries[block * BLOCK];
  }

  byte[] packed(int block) {
    int from = block * BLOCK;
    int to = Math.min(count, from + BLOCK);
    ByteBuffer packed = ByteBuffer.allocate((to - from) * Long.BYTES);
    packed.asLongBuffer().put(entries, from, to - from);
    return packed.array();
  }
}
