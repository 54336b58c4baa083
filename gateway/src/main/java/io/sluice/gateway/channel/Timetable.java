package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.Prices;
import java.util.HashMap;
import java.util.Map;

/** When time alone may change what a channel shows of a key. */
final class Timetable {
  private final IntHeap byTime = new IntHeap();
  private final Map<Integer, Long> changes = new HashMap<>();

  /**
   * @param atMs in place of what was said of the key before; {@link Prices#FOR_EVER}: nothing new
   */
  void watch(int key, long atMs) {
    if (atMs != Prices.FOR_EVER && !Long.valueOf(atMs).equals(changes.put(key, atMs))) {
      byTime.add(key, atMs);
    }
  }

  /** As {@link #watch}, and forgets what was said of the key before. */
  void watchOnly(int key, long atMs) {
    changes.remove(key);
    watch(key, atMs);
  }

  /** Takes out a key whose time has come; -1 when there is none. */
  int poll(long nowMs) {
    while (!byTime.isEmpty() && byTime.firstOrder() <= nowMs) {
      long atMs = byTime.firstOrder();
      int key = byTime.poll();
      // Else something newer changes it at another time.
      if (changes.remove(key, atMs)) {
        return key;
      }
    }
    return -1;
  }

  /** When the next one may be due; {@link Prices#FOR_EVER}: never. */
  long nextAtMs() {
    return byTime.isEmpty() ? Prices.FOR_EVER : byTime.firstOrder();
  }
}
