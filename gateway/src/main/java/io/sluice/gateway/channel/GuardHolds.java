package io.sluice.gateway.channel;

import io.sluice.adapter.Value;
import io.sluice.gateway.rules.Guard;
import io.sluice.source.Facet;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Changes that go too far at once: they wait until a person decides, or a later value goes less
 * far. They are not stored: a start renders what is owed anew, and holds it again. What a person
 * let through lies with the shelf.
 */
final class GuardHolds {
  private static final long WINDOW_MS = 3_600_000;

  private final Guard guard;
  private final Shelf shelf;
  private final BitSet held = new BitSet();

  /** By key that is held: its value, by {@link Shown#id}. */
  private long[] values = new long[0];

  /** Of those that one number does not tell. */
  private final Map<Integer, Shown> several = new HashMap<>();

  /** Held because too many leave. */
  private final BitSet leaving = new BitSet();

  /** Too many have left: durable, else each start would let as many go again. */
  private boolean closed;

  private boolean savedClosed;

  /**
   * It began closed: keys that were owed then and had no turn yet. Null where none of what waited
   * then is left to be judged.
   */
  private @Nullable BitSet unjudged;

  private final HourlyProducts left = new HourlyProducts();
  private final HourlyProducts soldOut = new HourlyProducts();
  private long sinceMs;

  GuardHolds(Guard guard, Shelf shelf) {
    this.guard = guard;
    this.shelf = shelf;
  }

  /** Different products within the hour that began with the first of them. */
  private static final class HourlyProducts {
    private final BitSet products = new BitSet();
    private long sinceMs;
    private long outOf;

    boolean has(int sku) {
      return products.get(sku);
    }

    long count(long nowMs) {
      if (nowMs - sinceMs >= WINDOW_MS) {
        products.clear();
      }
      return products.cardinality();
    }

    /**
     * @param all products that it may have been
     */
    void add(int sku, long all, long nowMs) {
      if (count(nowMs) == 0) {
        sinceMs = nowMs;
        outOf = all;
      }
      products.set(sku);
    }

    void addAll(HourlyProducts others) {
      products.or(others.products);
      sinceMs = others.sinceMs;
      outOf = others.outOf;
    }

    void remove(int sku) {
      products.clear(sku);
    }

    /** Of how many they are, counted when the first of them came. */
    long outOf(long all) {
      return products.isEmpty() ? all : outOf;
    }
  }

  /**
   * Whether an update has to wait for a person.
   *
   * @param takesAway whether it takes a product off the channel
   */
  boolean goesTooFar(int key, Value value, boolean takesAway, long nowMs) {
    Shown next = Shown.of(value);
    boolean tooFar = takesAway ? !mayLeave(key, nowMs) : breach(key, next) != null;
    if (tooFar && !shelf.isApproved(key, next.id())) {
      return true;
    }
    note(key, value, takesAway, nowMs);
    return false;
  }

  /** What goes out is counted: what leaves, and what sells out and does not come in again. */
  void note(int key, Value value, boolean takesAway, long nowMs) {
    int sku = ChannelPlan.skuOf(key);
    if (takesAway) {
      left.add(sku, mayLeaveOf(key), nowMs);
    } else if (value instanceof Value.Stock stock && stock.quantity() > 0) {
      soldOut.remove(sku);
    } else if (value instanceof Value.Stock && shelf.shown(key) > 0) {
      soldOut.add(sku, shelf.inStockCount(), nowMs);
    }
  }

  private Guard.@Nullable Breach breach(int key, Shown next) {
    return switch (ChannelPlan.facetOf(key)) {
      case STOCK -> guard.stock(shelf.shown(key), next.number());
      case PRICE -> new PriceGuard(guard, shelf.prices(ChannelPlan.skuOf(key))).breach(next);
      case PRODUCT -> null;
    };
  }

  /** Once too many have left, every other one waits until a person has decided. */
  private boolean mayLeave(int key, long nowMs) {
    if (guard.leavingOver() == null || left.has(ChannelPlan.skuOf(key))) {
      return true;
    } else if (closed) {
      return false;
    }
    return left.count(nowMs) < guard.leavingAtMost(left.outOf(mayLeaveOf(key)));
  }

  /** Products that can be bought there, or that are listed, as far as the facet tells. */
  private int mayLeaveOf(int key) {
    return ChannelPlan.facetOf(key) == Facet.STOCK ? shelf.inStockCount() : shelf.offeredCount();
  }

  void hold(int key, Value value, boolean takesAway, long nowMs) {
    if (held.isEmpty()) {
      sinceMs = nowMs;
    }
    if (key >= values.length) {
      values = Arrays.copyOf(values, Math.max(key + 1, Math.max(1024, 2 * values.length)));
    }
    held.set(key);
    Shown shown = Shown.of(value);
    values[key] = shown.id();
    several.remove(key);
    if (!shown.lists().isEmpty()) {
      several.put(key, shown);
    }
    leaving.set(key, takesAway);
    closed |= takesAway;
  }

  boolean holds(int key) {
    return held.get(key);
  }

  /** Whether just that is held already. */
  boolean holds(int key, Value value) {
    return held.get(key) && values[key] == Shown.of(value).id();
  }

  /** Whether every other product that would leave waits: too many have left. */
  boolean isClosed() {
    return closed;
  }

  /** What is owed at the beginning, the one before may have held. */
  void begin(IntStream owed) {
    if (unjudged != null) {
      owed.forEach(unjudged::set);
    }
  }

  /** A key had its turn: it goes out, is held, or needs nothing. */
  void judged(int key) {
    if (unjudged != null) {
      unjudged.clear(key);
    }
  }

  /**
   * Where all that waited at the beginning was judged, those that still do decide whether others
   * may leave.
   *
   * @param waits whether a key is still to have its turn
   */
  void judgedAll(IntPredicate waits) {
    if (unjudged != null && unjudged.stream().noneMatch(waits)) {
      unjudged = null;
      closed = !leaving.isEmpty();
    }
  }

  /** Whether a product waits to leave. */
  boolean isLeaving(int key) {
    return leaving.get(key);
  }

  /** Takes over what one that has stopped knows; what it held is judged anew. */
  void inherit(GuardHolds before) {
    left.addAll(before.left);
    soldOut.addAll(before.soldOut);
    closed = before.closed;
    savedClosed = before.savedClosed;
    unjudged = closed ? new BitSet() : null;
  }

  /** A start found that too many had left. */
  void restoreClosed() {
    closed = true;
    savedClosed = true;
    unjudged = new BitSet();
  }

  /** Adds what is to be durable next. */
  void addWrites(String channel, Recording recording) {
    if (closed != savedClosed) {
      savedClosed = closed;
      recording.write(Durable.leavingClosed(channel, closed));
    }
  }

  void release(int key) {
    held.clear(key);
    several.remove(key);
    if (leaving.get(key)) {
      leaving.clear(key);
      closed = unjudged != null || !leaving.isEmpty();
    }
  }

  /** The next held key at or after {@code from}, -1 when there is none. */
  int next(int from) {
    return held.nextSetBit(from);
  }

  long count() {
    return held.cardinality();
  }

  /** When it began to hold anything, epoch milliseconds. */
  long sinceMs() {
    return sinceMs;
  }

  /** The value of a key that is held, by {@link Shown#id}. */
  long value(int key) {
    return values[key];
  }

  /** What is wrong with a key that is held; null where it is not, or not any more. */
  Guard.@Nullable Breach breach(int key) {
    if (!held.get(key)) {
      return null;
    }
    if (leaving.get(key)) {
      return guard.leaving();
    }
    Shown shown = several.get(key);
    return breach(key, shown == null ? Shown.of(values[key]) : shown);
  }

  /**
   * Products that sold out within the hour where they are more than the guard takes as usual; 0.
   */
  long soldOutTooMany(long nowMs) {
    long count = soldOut.count(nowMs);
    return count > guard.sellingOutAtMost(soldOut.outOf(0)) ? count : 0;
  }
}
