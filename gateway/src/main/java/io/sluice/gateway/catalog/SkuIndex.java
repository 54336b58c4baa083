package io.sluice.gateway.catalog;

import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;

/**
 * Finds the dense number of a SKU: 8 to 16 bytes each, where a map of objects takes 60. Written by
 * one owner, read by anyone; nothing is ever taken out.
 */
final class SkuIndex {
  private final IntFunction<String> skus;

  /** Numbers and one more, at the place of the SKU's hash or the next that was free; 0: free. */
  private volatile AtomicIntegerArray slots = new AtomicIntegerArray(1 << 10);

  private int size;

  /**
   * @param skus the SKU of a number that was added
   */
  SkuIndex(IntFunction<String> skus) {
    this.skus = skus;
  }

  /** -1 where it is not known. */
  int find(String sku) {
    AtomicIntegerArray table = slots;
    int mask = table.length() - 1;
    int slot = spread(sku) & mask;
    for (int found = table.get(slot); found != 0; found = table.get(slot)) {
      if (skus.apply(found - 1).equals(sku)) {
        return found - 1;
      }
      slot = (slot + 1) & mask;
    }
    return -1;
  }

  /**
   * Of one that is not known yet.
   *
   * @param index may be asked for already
   */
  void add(String sku, int index) {
    size++;
    if (size * 2 > slots.length()) {
      AtomicIntegerArray larger = new AtomicIntegerArray(slots.length() * 2);
      for (int slot = 0; slot < slots.length(); slot++) {
        if (slots.get(slot) != 0) {
          put(larger, skus.apply(slots.get(slot) - 1), slots.get(slot));
        }
      }
      slots = larger;
    }
    put(slots, sku, index + 1);
  }

  private static void put(AtomicIntegerArray table, String sku, int value) {
    int mask = table.length() - 1;
    int slot = spread(sku) & mask;
    while (table.get(slot) != 0) {
      slot = (slot + 1) & mask;
    }
    table.set(slot, value);
  }

  /** SKUs that differ in a digit have hashes side by side. */
  private static int spread(String sku) {
    int hash = sku.hashCode() * 0x9e3779b9;
    return hash ^ (hash >>> 16);
  }
}
