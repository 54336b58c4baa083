package io.sluice.gateway.channel;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Keys that may go out now, by rank and within a rank by the position that first made them dirty;
 * what only time has changed comes behind. Keys are dense numbers.
 */
final class ReadyQueue {
  static final int FALLING_STOCK = 1;
  static final int STOCK = 2;
  static final int PRICE = 3;
  static final int PRODUCT = 4;

  /** Only the rules changed. */
  static final int TOUCHED = 5;

  /** Failed before: first in normal times, last when probing. */
  static final int TROUBLED = 6;

  private static final int RANKS = 7;
  private static final int STALE_AT_MOST = 1024;

  private final IntHeap[] heaps = new IntHeap[RANKS];

  /** Rank a key is queued with, 0: not queued. Entries of other ranks left in a heap are stale. */
  private byte[] rankOf = new byte[64];

  private int size;
  private int entries;

  ReadyQueue() {
    for (int rank = 1; rank < RANKS; rank++) {
      heaps[rank] = new IntHeap();
    }
  }

  int size() {
    return size;
  }

  boolean contains(int key) {
    return key < rankOf.length && rankOf[key] != 0;
  }

  void add(int key, int rank, long order) {
    if (key >= rankOf.length) {
      rankOf = Arrays.copyOf(rankOf, Math.max(key + 1, rankOf.length * 2));
    }
    if (rankOf[key] == rank) {
      return;
    }
    if (rankOf[key] == 0) {
      size++;
    }
    rankOf[key] = (byte) rank;
    heaps[rank].add(key, order);
    entries++;
    if (entries > 2 * size + STALE_AT_MOST) {
      dropStale();
    }
  }

  /** INVARIANT: the heaps stay as small as the queue, however often keys come, change and go. */
  private void dropStale() {
    BitSet seen = new BitSet();
    entries = 0;
    for (int rank = 1; rank < RANKS; rank++) {
      IntHeap kept = new IntHeap();
      while (!heaps[rank].isEmpty()) {
        long order = heaps[rank].firstOrder();
        int key = heaps[rank].poll();
        if (rankOf[key] == rank && !seen.get(key)) {
          seen.set(key);
          kept.add(key, order);
          entries++;
        }
      }
      heaps[rank] = kept;
    }
  }

  /** Including those that are stale. */
  int entries() {
    return entries;
  }

  void remove(int key) {
    if (contains(key)) {
      rankOf[key] = 0;
      size--;
    }
  }

  /** Takes the next key out, -1 when there is none. */
  int poll(boolean probing) {
    int first = probing ? -1 : poll(TROUBLED);
    for (int rank = 1; first < 0 && rank < TROUBLED; rank++) {
      first = poll(rank);
    }
    return first < 0 && probing ? poll(TROUBLED) : first;
  }

  private int poll(int rank) {
    IntHeap heap = heaps[rank];
    while (!heap.isEmpty()) {
      int key = heap.poll();
      entries--;
      if (rankOf[key] == rank) {
        remove(key);
        return key;
      }
    }
    return -1;
  }
}
