package io.sluice.gateway.channel;

import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * Stocks that a channel shows lower than it accepted them. Most of these were sold there, and the
 * event that says so is on its way: raised again, the same would be sold twice. One that stays the
 * same for twenty hours, with nothing new heard of it, was sold to nobody.
 *
 * <p>In memory only: a start waits anew. A reading that has ended forgets what it did not come by.
 */
final class LowerStocks {
  /** Below the day between two readings, above the hours that orders may take to be known. */
  static final long STAYS_MS = Duration.ofHours(20).toMillis();

  /** More than these have to wait for their turn. */
  static final int AT_MOST = 100_000;

  private final Map<Integer, Seen> seen = new HashMap<>();

  /** Of these, what the reading that runs came by. */
  private final BitSet cameBy = new BitSet();

  private record Seen(long shown, long position, long acceptedAtMs, long sinceMs) {
    boolean isAsBefore(Seen before) {
      return shown == before.shown
          && position == before.position
          && acceptedAtMs == before.acceptedAtMs;
    }
  }

  /** Takes over what one that has stopped noted. */
  void inherit(LowerStocks before) {
    seen.putAll(before.seen);
  }

  /** A reading begins. */
  void begin() {
    cameBy.clear();
  }

  /** It came by all that there is: what it did not find lower, or not find, is not waited for. */
  void end() {
    seen.keySet().removeIf(key -> !cameBy.get(key));
  }

  /**
   * Notes that a stock is lower there; answers whether that is so for long enough.
   *
   * @param position up to which everything about it is on the shelf
   * @param acceptedAtMs when the channel accepted it, epoch milliseconds
   */
  boolean stays(int key, long shown, long position, long acceptedAtMs, long nowMs) {
    Seen now = new Seen(shown, position, acceptedAtMs, nowMs);
    Seen before = seen.get(key);
    cameBy.set(key);
    if (before != null && now.isAsBefore(before)) {
      return nowMs - before.sinceMs() >= STAYS_MS;
    }
    if (before != null || seen.size() < AT_MOST) {
      seen.put(key, now);
    }
    return false;
  }

  /** A stock is not lower there. */
  void forget(int key) {
    seen.remove(key);
  }
}
