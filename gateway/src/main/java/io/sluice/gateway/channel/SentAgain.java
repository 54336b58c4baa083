package io.sluice.gateway.channel;

import java.util.BitSet;
import java.util.function.IntPredicate;

/** Keys that a reading touched and that are not sent yet, looked at some at a time. */
final class SentAgain {
  static final int LOOKED_AT_ONCE = 1_024;

  private final BitSet waiting = new BitSet();
  private int next;

  void add(int key) {
    waiting.set(key);
  }

  /** Those that were not found to be sent yet. */
  long count() {
    return waiting.cardinality();
  }

  /**
   * Looks at some more of them.
   *
   * @param waits whether a key still waits
   * @return whether the last of them was looked at; the next time begins with the first
   */
  boolean look(IntPredicate waits) {
    for (int looked = 0; looked < LOOKED_AT_ONCE; looked++) {
      int key = waiting.nextSetBit(next);
      if (key < 0) {
        next = 0;
        return true;
      }
      waiting.set(key, waits.test(key));
      next = key + 1;
    }
    return false;
  }
}
