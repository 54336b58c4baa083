package io.sluice.gateway.channel;

import java.util.Arrays;

/** Smallest order first; keys are ints, orders longs. A key may be in it several times. */
final class IntHeap {
  private long[] orders = new long[16];
  private int[] keys = new int[16];
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  long firstOrder() {
    return orders[0];
  }

  int firstKey() {
    return keys[0];
  }

  void add(int key, long order) {
    if (size == keys.length) {
      orders = Arrays.copyOf(orders, size * 2);
      keys = Arrays.copyOf(keys, size * 2);
    }
    int at = size++;
    while (at > 0 && orders[(at - 1) / 2] > order) {
      move((at - 1) / 2, at);
      at = (at - 1) / 2;
    }
    orders[at] = order;
    keys[at] = key;
  }

  /** Takes the first out; must not be empty. */
  int poll() {
    int first = keys[0];
    size--;
    long order = orders[size];
    int key = keys[size];
    int at = 0;
    while (2 * at + 1 < size) {
      int child = 2 * at + 1;
      if (child + 1 < size && orders[child + 1] < orders[child]) {
        child++;
      }
      if (orders[child] >= order) {
        break;
      }
      move(child, at);
      at = child;
    }
    orders[at] = order;
    keys[at] = key;
    return first;
  }

  private void move(int from, int to) {
    orders[to] = orders[from];
    keys[to] = keys[from];
  }
}
