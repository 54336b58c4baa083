package io.sluice.gateway.channel;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.source.Facet;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Which keys of a state channel are owed, in flight, or not known for sure, and in which order they
 * go out. A key is dirty or it is not; a delivery takes that with it, and gives it back if it
 * fails.
 */
final class OwedKeys {
  /** Above all positions: within a rank, what only time has changed comes last. */
  private static final long BEHIND_EVENTS = 1L << 62;

  private final ChannelPlan plan;
  private final Lanes lanes;
  private final IntUnaryOperator rank;
  private final ReadyQueue ready = new ReadyQueue();
  private final DirtyKeys dirty = new DirtyKeys();
  private final Map<Integer, Owed> inFlight = new HashMap<>();

  /**
   * Keys of which the channel may show something else than the shelf says: something was sent, and
   * its acceptance is not durable.
   */
  private final BitSet unsure = new BitSet();

  /** Those of which that was so before the last try. */
  private final BitSet unsureBefore = new BitSet();

  /** By key of a stock: the most that was sent of which nobody knows whether it arrived. */
  private final Map<Integer, Long> unheard = new HashMap<>();

  /** Dirty keys that nothing but time has changed. */
  private final BitSet byTime = new BitSet();

  /** Keys that were in flight since {@link #watch}. */
  private final BitSet begun = new BitSet();

  private long superseded;

  /**
   * @param rank of a key in {@link ReadyQueue} that has no trouble
   */
  OwedKeys(ChannelPlan plan, Lanes lanes, IntUnaryOperator rank) {
    this.plan = plan;
    this.lanes = lanes;
    this.rank = rank;
  }

  /** What a delivery in flight took with it. */
  private record Owed(String id, long position, Listed listed, DirtyKeys.Taken taken) {
    static Owed of(Delivery delivery, DirtyKeys.Taken taken) {
      ChannelUpdate update = delivery.update();
      return new Owed(update.id(), update.revision(), update.listed(), taken);
    }
  }

  /** Takes over what one that has stopped owes. */
  void inherit(OwedKeys before, IntPredicate which) {
    unsure.or(before.unsure);
    unheard.putAll(before.unheard);
    superseded = before.superseded;
    dirty.addAll(before.dirty, which);
    byTime.or(before.byTime);
    dirty.keys().forEach(this::queue);
  }

  ReadyQueue ready() {
    return ready;
  }

  boolean isDirty(int key) {
    return dirty.has(key);
  }

  /** Whether it is sent even where the channel shows it: an event came, or a person asked. */
  boolean always(int key) {
    return dirty.always(key);
  }

  boolean isInFlight(int key) {
    return inFlight.containsKey(key);
  }

  /** Whether it went out to a product that was not known to be gone, and is in flight still. */
  boolean isInFlightToListed(int key) {
    Owed owed = inFlight.get(key);
    return owed != null && owed.listed() != Listed.NO;
  }

  /** Whether it is owed, and may have arrived already. */
  boolean isTried(int key) {
    return isDirty(key) && isUnsure(key);
  }

  /** Position in flight, 0: none. */
  long inFlight(int key) {
    Owed owed = inFlight.get(key);
    return owed == null ? 0 : owed.position();
  }

  /** Remembers from now on which keys are in flight. */
  void watch() {
    begun.clear();
    inFlight.keySet().forEach(begun::set);
  }

  /** Whether a key is in flight, or was since {@link #watch}. */
  boolean wasInFlight(int key) {
    return begun.get(key);
  }

  boolean isUnsure(int key) {
    return unsure.get(key);
  }

  void doubt(int key) {
    unsure.set(key);
  }

  void doubt(BitSet keys) {
    unsure.or(keys);
  }

  /** Whether something else than the last try leaves open what the channel shows. */
  boolean wasUnsure(int key) {
    return unsureBefore.get(key);
  }

  void trust(int key) {
    unsure.clear(key);
    unsureBefore.clear(key);
    unheard.remove(key);
  }

  /** A stock was sent, and may have arrived. */
  void unheard(int key, long quantity) {
    unheard.merge(key, quantity, Math::max);
  }

  /** The most that may have arrived of a stock, {@link Shelf#UNKNOWN_QUANTITY}: none. */
  long mostUnheard(int key) {
    return unheard.getOrDefault(key, Shelf.UNKNOWN_QUANTITY);
  }

  /** A value was replaced before it was sent. */
  void supersede() {
    superseded++;
  }

  long superseded() {
    return superseded;
  }

  void mark(int key, long position, long atMs, boolean always) {
    if (byTime.get(key)) {
      byTime.clear(key);
      // To be queued before those that it was queued with.
      ready.remove(key);
    }
    dirty.mark(key, position, atMs, always);
    queue(key);
  }

  /** Nothing but time has changed it. */
  void markByTime(int key, long position, long nowMs) {
    if (!dirty.has(key)) {
      byTime.set(key);
    }
    dirty.mark(key, position, nowMs, false);
    queue(key);
  }

  void clean(int key) {
    dirty.clean(key);
    ready.remove(key);
  }

  /** Queues a key if it is owed and nothing stands in its way. */
  void queue(int key) {
    if (dirty.has(key) && !lanes.busy(lane(key)) && !lanes.blocked(key)) {
      Trouble trouble = lanes.findTrouble(key);
      if (trouble != null && trouble.failures > 0) {
        ready.add(key, ChannelPlan.facetOf(key), ReadyQueue.TROUBLED, trouble.lastFailureMs);
      } else {
        ready.add(
            key,
            ChannelPlan.facetOf(key),
            rank.applyAsInt(key),
            dirty.since(key) + (byTime.get(key) ? BEHIND_EVENTS : 0));
      }
    }
  }

  int lane(int key) {
    return plan.lane(ChannelPlan.skuOf(key), ChannelPlan.facetOf(key));
  }

  void laneFreed(int lane) {
    if (plan.lanePerSku()) {
      for (Facet facet : Facet.values()) {
        queue(ChannelPlan.key(lane, facet));
      }
    } else {
      queue(lane);
    }
  }

  /** Other keys of a SKU that are ready. */
  List<Integer> companions(int key) {
    List<Integer> others = new ArrayList<>(2);
    for (Facet facet : Facet.values()) {
      int other = ChannelPlan.key(ChannelPlan.skuOf(key), facet);
      if (other != key && ready.contains(other)) {
        others.add(other);
      }
    }
    return others;
  }

  void began(Delivery delivery) {
    int key = delivery.key();
    inFlight.put(key, Owed.of(delivery, dirty.take(key)));
    ready.remove(key);
    unsureBefore.set(key, unsure.get(key));
    unsure.set(key);
    begun.set(key);
  }

  /** A start found it in flight; what was tried before it nobody knows. */
  void resumed(Delivery delivery, long sinceMs) {
    unsureBefore.set(delivery.key());
    DirtyKeys.Taken taken = new DirtyKeys.Taken(delivery.position(), (int) (sinceMs / 1000), true);
    inFlight.put(delivery.key(), Owed.of(delivery, taken));
  }

  /** It was not sent, and leaves nothing open that was not open before. */
  void withdrawn(Delivery delivery) {
    unsure.set(delivery.key(), unsureBefore.get(delivery.key()));
    returned(delivery);
  }

  /** It was not accepted, and is owed as before. */
  void returned(Delivery delivery) {
    Owed owed = take(delivery);
    if (owed == null) {
      return;
    }
    if (dirty.giveBack(delivery.key(), owed.taken())) {
      superseded++;
    }
    queue(delivery.key());
  }

  /** It is no longer in flight. */
  void landed(Delivery delivery) {
    take(delivery);
  }

  /** Null where it landed before: a newer one of the key may be in flight now. */
  private @Nullable Owed take(Delivery delivery) {
    Owed owed = inFlight.get(delivery.key());
    if (owed == null || !owed.id().equals(delivery.update().id())) {
      return null;
    }
    return inFlight.remove(delivery.key());
  }

  long count() {
    long both = inFlight.keySet().stream().filter(dirty::has).count();
    return dirty.count() + inFlight.size() - both;
  }

  /** Epoch milliseconds, {@link Long#MAX_VALUE}: nothing is owed. */
  long oldestAtMs() {
    int oldest = dirty.oldestAtSeconds();
    for (Owed owed : inFlight.values()) {
      oldest = Math.min(oldest, owed.taken().atSeconds());
    }
    return oldest == Integer.MAX_VALUE ? Long.MAX_VALUE : oldest * 1000L;
  }

  /** When the first change was received that a key is owed for, epoch milliseconds. */
  long sinceMs(int key) {
    Owed owed = inFlight.get(key);
    return (owed == null ? dirty.atSeconds(key) : owed.taken().atSeconds()) * 1000L;
  }

  /** What is in flight, then what waits. */
  IntStream keys() {
    return IntStream.concat(
        inFlight.keySet().stream().mapToInt(key -> key),
        dirty.keys().filter(key -> !inFlight.containsKey(key)));
  }
}
