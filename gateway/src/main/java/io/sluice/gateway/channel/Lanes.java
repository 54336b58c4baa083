package io.sluice.gateway.channel;

import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.SkuView;
import java.time.Instant;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which lanes are busy, which keys wait for a time or for something else, and what troubles them.
 */
final class Lanes {
  // Lanes and keys are dense numbers, and each update asks several times.
  private final BitSet busy = new BitSet();
  private final BitSet waiting = new BitSet();
  private final BitSet undecided = new BitSet();

  /** Updates in flight beyond the first, of lanes whose call has several. */
  private final Map<Integer, Integer> shared = new HashMap<>();

  private final Map<Integer, Trouble> troubles = new HashMap<>();

  /**
   * INVARIANT: at most one call in flight per lane, from its begin until its outcome is durable.
   */
  void occupy(int lane) {
    if (busy.get(lane)) {
      throw new IllegalStateException("lane " + lane + " is in flight already");
    }
    busy.set(lane);
  }

  /**
   * @param together another update of an occupied lane joins the same call
   */
  void occupy(int lane, boolean together) {
    if (together && busy.get(lane)) {
      shared.merge(lane, 1, Integer::sum);
    } else {
      occupy(lane);
    }
  }

  /** One update of the lane's call has ended; with the last the lane is free. */
  void release(int lane) {
    Integer others = shared.isEmpty() ? null : shared.remove(lane);
    if (others == null) {
      busy.clear(lane);
    } else if (others > 1) {
      shared.put(lane, others - 1);
    }
  }

  boolean busy(int lane) {
    return busy.get(lane);
  }

  int busyLanes() {
    return busy.cardinality();
  }

  /** The key waits for a time. */
  void block(int key) {
    waiting.set(key);
  }

  void unblock(int key) {
    waiting.clear(key);
  }

  /** The channel took an update of the key and has not decided; no timer may end that. */
  void awaitDecision(int key) {
    undecided.set(key);
  }

  void decided(int key) {
    undecided.clear(key);
  }

  boolean blocked(int key) {
    return waiting.get(key) || undecided.get(key);
  }

  Trouble trouble(int key) {
    return troubles.computeIfAbsent(key, any -> new Trouble());
  }

  @Nullable Trouble findTrouble(int key) {
    return troubles.get(key);
  }

  boolean triesUnlisted(int key) {
    Trouble trouble = troubles.get(key);
    return trouble != null && trouble.tryUnlisted;
  }

  void healed(int key) {
    troubles.remove(key);
  }

  Map<Integer, Trouble> troubles() {
    return troubles;
  }

  /** A key that is owed and not in flight, in words for people. */
  String stateOf(int key, long nowMs) {
    Trouble trouble = troubles.get(key);
    if (trouble == null) {
      return "waiting";
    }
    if (trouble.ownBackoff || trouble.suspect != null) {
      return "held";
    }
    return trouble.notBeforeMs > nowMs ? "backoff" : "waiting";
  }

  /**
   * @param state in words where the caller knows it, else null
   * @param sinceMs when the first change was received that waits
   */
  BacklogEntry describe(
      int key,
      String sku,
      String part,
      long position,
      @Nullable String state,
      long sinceMs,
      long nowMs) {
    Trouble trouble = troubles.get(key);
    boolean waits = trouble != null && trouble.notBeforeMs > nowMs;
    return new BacklogEntry(
        sku,
        part,
        position,
        state == null ? stateOf(key, nowMs) : state,
        Instant.ofEpochMilli(sinceMs),
        trouble == null ? 0 : trouble.attempts,
        waits ? Instant.ofEpochMilli(trouble.notBeforeMs) : null,
        trouble == null ? null : trouble.problem);
  }

  SkuView.DeliveryView delivery(
      String channel, int key, String facet, String state, long acceptedPosition, long nowMs) {
    Trouble trouble = troubles.get(key);
    boolean waits = trouble != null && trouble.notBeforeMs > nowMs;
    return new SkuView.DeliveryView(
        channel,
        facet,
        state,
        acceptedPosition,
        trouble == null ? null : trouble.problem,
        waits ? Instant.ofEpochMilli(trouble.notBeforeMs) : null);
  }
}
