package io.sluice.gateway.channel;

import io.sluice.source.Facet;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Keys that may go out now, by rank and within a rank by the position that first made them dirty;
 * what only time has changed comes behind. Keys are dense numbers. The keys of a facet that is
 * closed stay in it and are passed over.
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
  private static final int FACETS = Facet.values().length;
  private static final int STALE_AT_MOST = 1024;

  /** One for each rank and facet. */
  private final IntHeap[] heaps = new IntHeap[RANKS * FACETS];

  /** Heap a key is queued in, 0: not queued. Entries left in other heaps are stale. */
  private byte[] heapOf = new byte[64];

  private final int[] sizes = new int[FACETS];
  private final boolean[] closed = new boolean[FACETS];
  private int entries;

  ReadyQueue() {
    for (int heap = 0; heap < heaps.length; heap++) {
      heaps[heap] = new IntHeap();
    }
  }

  int size() {
    int size = 0;
    for (int ofFacet : sizes) {
      size += ofFacet;
    }
    return size;
  }

  /** Keys that {@link #poll} would come to. */
  int openSize() {
    int size = 0;
    for (int facet = 0; facet < FACETS; facet++) {
      size += closed[facet] ? 0 : sizes[facet];
    }
    return size;
  }

  void close(Facet facet, boolean isClosed) {
    closed[facet.ordinal()] = isClosed;
  }

  boolean isClosed(Facet facet) {
    return closed[facet.ordinal()];
  }

  boolean contains(int key) {
    return key < heapOf.length && heapOf[key] != 0;
  }

  /**
   * @param rank from 1
   */
  void add(int key, Facet facet, int rank, long order) {
    if (key >= heapOf.length) {
      heapOf = Arrays.copyOf(heapOf, Math.max(key + 1, heapOf.length * 2));
    }
    byte heap = (byte) (rank * FACETS + facet.ordinal());
    if (heapOf[key] == heap) {
      return;
    }
    remove(key);
    heapOf[key] = heap;
    sizes[facet.ordinal()]++;
    heaps[heap].add(key, order);
    entries++;
    if (entries > 2 * size() + STALE_AT_MOST) {
      dropStale();
    }
  }

  /** INVARIANT: the heaps stay as small as the queue, however often keys come, change and go. */
  private void dropStale() {
    BitSet seen = new BitSet();
    entries = 0;
    for (int heap = 0; heap < heaps.length; heap++) {
      IntHeap kept = new IntHeap();
      while (!heaps[heap].isEmpty()) {
        long order = heaps[heap].firstOrder();
        int key = heaps[heap].poll();
        if (heapOf[key] == heap && !seen.get(key)) {
          seen.set(key);
          kept.add(key, order);
          entries++;
        }
      }
      heaps[heap] = kept;
    }
  }

  /** Including those that are stale. */
  int entries() {
    return entries;
  }

  void remove(int key) {
    if (contains(key)) {
      sizes[heapOf[key] % FACETS]--;
      heapOf[key] = 0;
    }
  }

  /** Takes the next key of an open facet out, -1 when there is none. */
  int poll(boolean probing) {
    int first = probing ? -1 : poll(TROUBLED);
    for (int rank = 1; first < 0 && rank < TROUBLED; rank++) {
      first = poll(rank);
    }
    return first < 0 && probing ? poll(TROUBLED) : first;
  }

  private int poll(int rank) {
    int oldest = -1;
    for (int facet = 0; facet < FACETS; facet++) {
      int heap = rank * FACETS + facet;
      boolean has = !closed[facet] && hasLive(heap);
      if (has && (oldest < 0 || heaps[heap].firstOrder() < heaps[oldest].firstOrder())) {
        oldest = heap;
      }
    }
    if (oldest < 0) {
      return -1;
    }
    int key = heaps[oldest].poll();
    entries--;
    remove(key);
    return key;
  }

  /** Takes what is stale from its top. */
  private boolean hasLive(int heap) {
    while (!heaps[heap].isEmpty() && heapOf[heaps[heap].firstKey()] != heap) {
      heaps[heap].poll();
      entries--;
    }
    return !heaps[heap].isEmpty();
  }
}
