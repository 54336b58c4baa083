package io.sluice.gateway.importing;

import io.sluice.gateway.intake.Hashes;

/**
 * Which SKUs there were, as 64-bit hashes: 16 to 32 bytes each. Of a million, two are taken for one
 * with a probability of 1 in 30 million.
 */
final class SkuSet {
  private long[] hashes = new long[1 << 10];
  private int size;

  /** False where it was there already. */
  boolean add(String sku) {
    long hash = Hashes.finish(Hashes.mix(Hashes.start(), sku));
    // 0 marks a free slot.
    boolean added = put(hashes, hash == 0 ? 1 : hash);
    size += added ? 1 : 0;
    if (size * 2 > hashes.length) {
      long[] larger = new long[hashes.length * 2];
      for (long each : hashes) {
        if (each != 0) {
          put(larger, each);
        }
      }
      hashes = larger;
    }
    return added;
  }

  private static boolean put(long[] slots, long hash) {
    int mask = slots.length - 1;
    int slot = (int) hash & mask;
    while (slots[slot] != 0 && slots[slot] != hash) {
      slot = (slot + 1) & mask;
    }
    boolean free = slots[slot] == 0;
    slots[slot] = hash;
    return free;
  }
}
