package io.sluice.gateway.channel;

import java.util.Arrays;

/** A number for each key, 0 where none was set. Takes no room as long as all of them are 0. */
final class SparseNumbers {
  /** Room for so many more is made at once, at most. */
  private static final int GROWTH_AT_MOST = 1 << 18;

  private int[] numbers = new int[0];

  int get(int key) {
    return key < numbers.length ? numbers[key] : 0;
  }

  void set(int key, int number) {
    if (key >= numbers.length) {
      if (number == 0) {
        return;
      }
      int more = Math.min(Math.max(1_024, numbers.length / 2), GROWTH_AT_MOST);
      numbers = Arrays.copyOf(numbers, Math.max(key + 1, numbers.length + more));
    }
    numbers[key] = number;
  }
}
