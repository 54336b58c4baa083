package io.sluice.gateway.channel;

import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.SkuView;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which lanes are busy, which keys wait for a time or for something else, and what troubles them.
 */
final class Lanes {
  private final Map<Integer, Integer> busy = new HashMap<>();
  private final Set<Integer> waiting = new HashSet<>();
  private final Set<Integer> undecided = new HashSet<>();
  private final Map<Integer, Trouble> troubles = new HashMap<>();

  /**
   * INVARIANT: at most one call in flight per lane, from its begin until its outcome is durable.
   */
  void occupy(int lane) {
    if (busy.putIfAbsent(lane, 1) != null) {
      throw new IllegalStateException("lane " + lane + " is in flight already");
    }
  }

  /**
   * @param shared another update of an occupied lane joins the same call
   */
  void occupy(int lane, boolean shared) {
    if (shared) {
      busy.merge(lane, 1, Integer::sum);
    } else {
      occupy(lane);
    }
  }

  /** One update of the lane's call has ended; with the last the lane is free. */
  void release(int lane) {
    busy.computeIfPresent(lane, (any, updates) -> updates == 1 ? null : updates - 1);
  }

  boolean busy(int lane) {
    return busy.containsKey(lane);
  }

  int busyLanes() {
    return busy.size();
  }

  /** The key waits for a time. */
  void block(int key) {
    waiting.add(key);
  }

  void unblock(int key) {
    waiting.remove(key);
  }

  /** The channel took an update of the key and has not decided; no timer may end that. */
  void awaitDecision(int key) {
    undecided.add(key);
  }

  void decided(int key) {
    undecided.remove(key);
  }

  boolean blocked(int key) {
    return waiting.contains(key) || undecided.contains(key);
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
   */
  BacklogEntry describe(
      int key, String sku, String part, long position, @Nullable String state, long nowMs) {
    Trouble trouble = troubles.get(key);
    boolean waits = trouble != null && trouble.notBeforeMs > nowMs;
    return new BacklogEntry(
        sku,
        part,
        position,
        state == null ? stateOf(key, nowMs) : state,
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
