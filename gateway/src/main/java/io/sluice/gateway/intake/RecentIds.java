package io.sluice.gateway.intake;

/**
 * Identities of the last events and the digests they came with, in two primitive arrays: a ring for
 * the age and an open-addressed table for the look-up. 24 bytes an event.
 */
final class RecentIds {
  private final long[] ring;
  private final long[] ids;
  private final long[] digests;
  private final int mask;
  private int oldest;
  private int count;

  /**
   * @param capacity how many events are remembered, at least 1
   */
  RecentIds(int capacity) {
    ring = new long[capacity];
    int slots = Integer.highestOneBit(Math.max(2, capacity) * 2 - 1) * 2;
    ids = new long[slots];
    digests = new long[slots];
    mask = slots - 1;
  }

  boolean contains(long id) {
    return ids[slot(key(id))] != 0;
  }

  /** Digest of a remembered id; 0 where it is not remembered. */
  long digest(long id) {
    return digests[slot(key(id))];
  }

  void add(long id, long digest) {
    long key = key(id);
    int slot = slot(key);
    if (ids[slot] != 0) {
      digests[slot] = digest;
      return;
    }
    if (count == ring.length) {
      remove(ring[oldest]);
      ring[oldest] = key;
      oldest = (oldest + 1) % ring.length;
      slot = slot(key);
    } else {
      ring[(oldest + count) % ring.length] = key;
      count++;
    }
    ids[slot] = key;
    digests[slot] = digest;
  }

  // 0 marks a free slot.
  private static long key(long id) {
    return id == 0 ? 1 : id;
  }

  private int slot(long key) {
    int slot = (int) Hashes.finish(key) & mask;
    while (ids[slot] != 0 && ids[slot] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  /** Takes a key out and moves up what had to step aside for it. */
  private void remove(long key) {
    int hole = slot(key);
    int next = hole;
    while (true) {
      next = (next + 1) & mask;
      if (ids[next] == 0) {
        break;
      }
      int home = (int) Hashes.finish(ids[next]) & mask;
      boolean between = hole <= next ? hole < home && home <= next : hole < home || home <= next;
      if (!between) {
        ids[hole] = ids[next];
        digests[hole] = digests[next];
        hole = next;
      }
    }
    ids[hole] = 0;
    digests[hole] = 0;
  }
}
