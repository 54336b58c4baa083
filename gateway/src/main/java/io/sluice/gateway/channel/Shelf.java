package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import io.sluice.source.Facet;
import io.sluice.store.StateRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;

/**
 * What a state channel accepted last, per (SKU, facet), in arrays: 49 bytes a SKU and facet.
 * Written behind as checkpoint rows, brought up to date at a start from the outcome log.
 */
final class Shelf {
  static final long UNKNOWN_QUANTITY = -1;

  /** Digest of what was only seen there, or is not known for sure: no value has it. */
  static final long SEEN = 1;

  private static final byte FORMAT = 2;

  /** Rows of prices do not say which. */
  private static final byte WITHOUT_PRICES = 1;

  private static final byte LET_GO = 2;

  /** What the row of a product keeps in place of a value. */
  private static final long OFFERED = 1;

  private static final long MOVING = 2;
  private static final Facet[] FACETS = Facet.values();

  /** SKUs that room is made for at once: a half more of a million is 40 MB a channel. */
  private static final int GROWTH_AT_MOST = 1 << 16;

  private long[] positions = new long[0];
  private long[] digests = new long[0];

  /** When the channel was last known to show what it was last given, in seconds. */
  private int[] knownAtSeconds = new int[0];

  private long[] quantities = new long[0];

  /** The lowest of each, as {@link Shown} has them. */
  private long[] prices = new long[0];

  /** Of those that one amount does not tell, by SKU; as {@link Shown#flat}. */
  private final Map<Integer, long[]> severalPrices = new HashMap<>();

  private final boolean keepsSeveralPrices;

  private byte[] listed = new byte[0];

  /** Keys that differ from their checkpoint row. */
  private final BitSet changed = new BitSet();

  /** Keys whose position was not accepted: a person did not want it. */
  private final BitSet discarded = new BitSet();

  /** Keys of which a person did not want what was held. */
  private final BitSet letGo = new BitSet();

  /** Products that the channel was given anything of, and not told to take away. */
  private final BitSet offered = new BitSet();

  /**
   * Products that are on their way onto the channel or off it: that was begun, or is to begin, and
   * no answer tells whether the channel has them.
   */
  private final BitSet moving = new BitSet();

  /** Those that are so no more, and of which a start does not know that yet. */
  private final BitSet rested = new BitSet();

  /** Number of the rules that decided about a key last, 0: those before they first changed. */
  private final SparseNumbers decidedBy = new SparseNumbers();

  /** Number of those that decide now. */
  private int rules;

  /** Keys that were held when their stock was lowered. */
  private final BitSet lowered = new BitSet();

  /** What a person let through the guard, by {@link Shown#id}, until it is accepted. */
  private final SparseValues approved = new SparseValues();

  /** Products of which the channel shows any. */
  private final BitSet inStock = new BitSet();

  /**
   * @param keepsSeveralPrices whether anybody asks for more than the lowest of the prices
   */
  Shelf(boolean keepsSeveralPrices) {
    this.keepsSeveralPrices = keepsSeveralPrices;
  }

  private void grow(int sku) {
    if (sku >= listed.length) {
      int more = Math.min(listed.length / 2, GROWTH_AT_MOST);
      int size = Math.max(sku + 1, Math.max(1024, listed.length + more));
      int before = quantities.length;
      positions = Arrays.copyOf(positions, size * FACETS.length);
      digests = Arrays.copyOf(digests, size * FACETS.length);
      knownAtSeconds = Arrays.copyOf(knownAtSeconds, size * FACETS.length);
      quantities = Arrays.copyOf(quantities, size);
      prices = Arrays.copyOf(prices, size);
      listed = Arrays.copyOf(listed, size);
      Arrays.fill(quantities, before, size, UNKNOWN_QUANTITY);
      Arrays.fill(listed, before, size, (byte) Listed.UNKNOWN.ordinal());
    }
  }

  /** Position last accepted, 0: never. */
  long position(int key) {
    return key < positions.length ? positions[key] : 0;
  }

  long digest(int key) {
    return key < digests.length ? digests[key] : 0;
  }

  /** Stock last accepted, or {@link #UNKNOWN_QUANTITY}. */
  long quantity(int sku) {
    return sku < quantities.length ? quantities[sku] : UNKNOWN_QUANTITY;
  }

  /**
   * What the channel shows of a key, 0 where it has nothing or nobody knows. Of a price what it
   * showed last: a product that is listed anew is compared with that.
   */
  long shown(int key) {
    int sku = ChannelPlan.skuOf(key);
    return switch (ChannelPlan.facetOf(key)) {
      case STOCK -> digest(key) == 0 ? 0 : Math.max(0, quantity(sku));
      case PRICE -> sku < prices.length ? prices[sku] : 0;
      case PRODUCT -> 0;
    };
  }

  /** Whether the channel took any of it once; of a product nothing tells. */
  boolean wasShown(int key) {
    int sku = ChannelPlan.skuOf(key);
    return switch (ChannelPlan.facetOf(key)) {
      case STOCK -> quantity(sku) != UNKNOWN_QUANTITY;
      case PRICE -> shown(key) != 0;
      case PRODUCT -> false;
    };
  }

  /** Prices that the channel was told last. */
  Shown prices(int sku) {
    return Shown.of(shown(ChannelPlan.key(sku, Facet.PRICE)), severalPrices(sku));
  }

  private List<Long> severalPrices(int sku) {
    long[] several = severalPrices.get(sku);
    return several == null ? List.of() : LongStream.of(several).boxed().toList();
  }

  /** Whether the channel took a product away for us, and was not seen to have it since. */
  boolean isTakenAway(int sku) {
    return digest(ChannelPlan.key(sku, Facet.PRODUCT)) != 0 && !offered.get(sku);
  }

  /** Whether the channel has a product no more, whoever took it away. */
  boolean isGone(int sku) {
    return listed(sku) == Listed.NO && (offered.get(sku) || isTakenAway(sku));
  }

  /** Products that the channel was given, without those taken away. */
  int offeredCount() {
    return offered.cardinality();
  }

  /** Products of which the channel shows any. */
  int inStockCount() {
    return inStock.cardinality();
  }

  private void show(int key, Shown shown) {
    int sku = ChannelPlan.skuOf(key);
    long value = shown.number();
    switch (ChannelPlan.facetOf(key)) {
      case STOCK -> {
        quantities[sku] = value;
        inStock.set(sku, shown(key) > 0);
      }
      case PRICE -> showPrices(sku, shown);
      case PRODUCT -> offered.set(sku, value != 0);
    }
    if (digests[ChannelPlan.key(sku, Facet.PRODUCT)] == 0) {
      // The channel has it from somebody else.
      offered.set(sku);
    }
  }

  private void showPrices(int sku, Shown shown) {
    if (shown.number() == 0) {
      // A price that was withdrawn stays what the next one is compared with.
      return;
    }
    prices[sku] = shown.number();
    severalPrices.remove(sku);
    if (keepsSeveralPrices && !shown.lists().isEmpty()) {
      severalPrices.put(sku, shown.flat().stream().mapToLong(each -> each).toArray());
    }
  }

  Listed listed(int sku) {
    return sku < listed.length ? Listed.values()[listed[sku]] : Listed.UNKNOWN;
  }

  /**
   * All that the channel has of a product; a copy.
   *
   * @param waits whether a key waits for a person's decision
   */
  OnShelf of(int sku, boolean held, IntPredicate waits) {
    Set<Facet> unwanted = EnumSet.noneOf(Facet.class);
    Set<Facet> keptBack = EnumSet.noneOf(Facet.class);
    Map<Facet, Long> shown = new EnumMap<>(Facet.class);
    for (Facet facet : FACETS) {
      int key = ChannelPlan.key(sku, facet);
      if (isLetGo(key) || waits.test(key)) {
        keptBack.add(facet);
      }
      if (discarded(key)) {
        unwanted.add(facet);
      } else if (position(key) > 0) {
        shown.put(facet, digest(key));
      }
    }
    boolean any = digest(ChannelPlan.key(sku, Facet.STOCK)) != 0;
    long quantity = any ? quantity(sku) : UNKNOWN_QUANTITY;
    return new OnShelf(sku, listed(sku), quantity, held, keptBack, unwanted, shown);
  }

  void accept(int key, Accepted what) {
    accept(key, what, rules);
  }

  /**
   * @param byRules number of the rules that it was rendered by
   */
  void accept(int key, Accepted what, int byRules) {
    int sku = ChannelPlan.skuOf(key);
    grow(sku);
    // A stock that falls while it is held brings back nothing that was thrown away meanwhile.
    boolean stands = what.lowered() && letGo.get(key) && positions[key] >= what.position();
    boolean product = ChannelPlan.facetOf(key) == Facet.PRODUCT;
    // What it took of a product that is gone says nothing of one that comes back.
    boolean ofGone = !product && isTakenAway(sku);
    boolean mayHaveLeft = product && moving.get(sku);
    positions[key] = what.position();
    digests[key] = ofGone ? 0 : what.digest();
    knownAtSeconds[key] = (int) (what.atMs() / 1000);
    decidedBy.set(key, byRules);
    discarded.clear(key);
    lowered.set(key, what.lowered());
    letGo.set(key, stands);
    if (!what.lowered()) {
      approved.remove(key);
    }
    show(key, what.shown());
    if (product && what.shown().number() == 0) {
      setListed(sku, Listed.NO);
    } else if (!ofGone && listed[sku] != Listed.YES.ordinal()) {
      setListed(sku, Listed.YES);
    }
    if (mayHaveLeft) {
      moving.clear(sku);
      doubt(ChannelPlan.key(sku, Facet.STOCK));
      doubt(ChannelPlan.key(sku, Facet.PRICE));
    }
    changed.set(key);
  }

  /** A product begins to come or to leave, or may have done so unheard; false: not any more. */
  void setMoving(int sku, boolean moves) {
    grow(sku);
    moving.set(sku, moves);
    rested.clear(sku);
    changed.set(ChannelPlan.key(sku, Facet.PRODUCT));
  }

  /** Whether nobody knows that the channel has a product, or that it has it not. */
  boolean isMoving(int sku) {
    return moving.get(sku);
  }

  /** Nothing of a product is on its way after all: it did not begin, or found nothing there. */
  void rest(int sku) {
    if (moving.get(sku)) {
      setMoving(sku, false);
      rested.set(sku);
    }
  }

  /** Products that rest since this was asked last. */
  void takeRested(IntConsumer products) {
    if (!rested.isEmpty()) {
      rested.stream().forEach(products);
      rested.clear();
    }
  }

  /** Whether the channel has a product, or may have it. */
  boolean mayHave(int sku) {
    return listed(sku) == Listed.YES || moving.get(sku);
  }

  /** The channel may show something else than it accepted last: whatever is wanted is sent. */
  void doubt(int key) {
    if (digest(key) != 0) {
      digests[key] = SEEN;
      changed.set(key);
    }
  }

  /** What is not wanted up to a position is not owed; the channel shows what it showed before. */
  void discard(int key, long position) {
    grow(ChannelPlan.skuOf(key));
    if (position > positions[key]) {
      positions[key] = position;
      decidedBy.set(key, rules);
      discarded.set(key);
    }
    changed.set(key);
  }

  /** A person does not want what the rules or the guard held, under the rules that hold. */
  void letGo(int key, long position, long atMs) {
    grow(ChannelPlan.skuOf(key));
    positions[key] = Math.max(position, positions[key]);
    decidedBy.set(key, rules);
    knownAtSeconds[key] = (int) (atMs / 1000);
    letGo.set(key);
    approved.remove(key);
    changed.set(key);
  }

  /** Whether a person did not want what lies at the position: it stands until time changes it. */
  boolean isLetGo(int key) {
    return letGo.get(key);
  }

  /**
   * A person lets a value through the guard.
   *
   * @param value its {@link Shown#id}
   */
  void approve(int key, long value) {
    grow(ChannelPlan.skuOf(key));
    approved.put(key, value);
    letGo.clear(key);
    changed.set(key);
  }

  /** What was let through need not go out any more. */
  void disapprove(int key) {
    if (approved.remove(key)) {
      changed.set(key);
    }
  }

  boolean hasApproval(int key) {
    return approved.has(key);
  }

  /** Whether a person let it through; of a stock, that or more. */
  boolean isApproved(int key, long value) {
    long most = approved.get(key);
    return ChannelPlan.facetOf(key) == Facet.STOCK ? value <= most : value == most;
  }

  /** The channel needs nothing of what came up to a position: it shows what it showed. */
  void confirm(int key, long position) {
    if (letGo.get(key)) {
      letGo.clear(key);
      changed.set(key);
    }
    settle(key, position);
  }

  /** As {@link #confirm}, and what a person threw away stays so. */
  void settle(int key, long position) {
    grow(ChannelPlan.skuOf(key));
    if (position > positions[key] || !decided(key)) {
      positions[key] = Math.max(position, positions[key]);
      decidedBy.set(key, rules);
      changed.set(key);
    }
  }

  /** What follows is decided by the rules of this number. */
  void rules(int number) {
    rules = number;
  }

  /** The rules that hold have decided, and nothing was accepted. */
  void decide(int key) {
    grow(ChannelPlan.skuOf(key));
    decidedBy.set(key, rules);
    changed.set(key);
  }

  /** Whether the rules that hold have decided about it. */
  boolean decided(int key) {
    return decidedBy.get(key) == rules;
  }

  /** Keys that only rules below a number have decided about. */
  BitSet decidedBefore(int number) {
    BitSet keys = new BitSet();
    for (int key = 0; key < positions.length; key++) {
      keys.set(key, decidedBy.get(key) < number);
    }
    return keys;
  }

  /** The channel still shows what it was last given, though time may have changed that. */
  void known(int key, long atMs) {
    knownAtSeconds[key] = (int) (atMs / 1000);
    changed.set(key);
  }

  /** When that was last known, epoch milliseconds; 0: never. */
  long knownAtMs(int key) {
    return key < knownAtSeconds.length ? knownAtSeconds[key] * 1000L : 0;
  }

  /** Whether what it was last given stands for a held stock. */
  boolean lowered(int key) {
    return lowered.get(key);
  }

  /** Whether the channel shows something else than what lies at the position. */
  boolean discarded(int key) {
    return discarded.get(key);
  }

  /**
   * The channel shows nothing of it any more, whatever was accepted: what is the same when it comes
   * back is sent. That it was taken away stays known, so that it is not taken away again.
   */
  private void forgetValues(int sku) {
    for (Facet facet : FACETS) {
      int key = ChannelPlan.key(sku, facet);
      if (facet != Facet.PRODUCT || !isTakenAway(sku)) {
        digests[key] = 0;
        changed.set(key);
      }
    }
    inStock.clear(sku);
  }

  /** Whether the channel may show nothing of it, though all there is of it was settled once. */
  boolean isForgotten(int key) {
    boolean believed = digest(key) != 0 && digest(key) != SEEN;
    return position(key) > 0 && !believed && !discarded.get(key) && !letGo.get(key);
  }

  /** True where it changed. What is not listed shows nothing of what was accepted. */
  boolean setListed(int sku, Listed value) {
    grow(sku);
    if (value == Listed.NO) {
      forgetValues(sku);
    } else if (value == Listed.YES && isTakenAway(sku)) {
      // Somebody put it there again.
      digests[ChannelPlan.key(sku, Facet.PRODUCT)] = 0;
      offered.set(sku);
    }
    boolean differs = listed[sku] != value.ordinal();
    listed[sku] = (byte) value.ordinal();
    changed.set(ChannelPlan.key(sku, Facet.PRODUCT));
    return differs;
  }

  /** Next key to be written behind at or after {@code from}, -1 when there is none. */
  int nextChanged(int from) {
    return changed.nextSetBit(from);
  }

  int changedKeys() {
    return changed.cardinality();
  }

  /** The checkpoint row of a key, which counts as written from now on. */
  StateRow row(String channel, String sku, int key, long outcomeSequence) {
    changed.clear(key);
    int number = ChannelPlan.skuOf(key);
    Facet facet = ChannelPlan.facetOf(key);
    List<Long> lists = facet == Facet.PRICE ? severalPrices(number) : List.of();
    ByteBuffer value = ByteBuffer.allocate(44 + Long.BYTES * lists.size());
    value.put(FORMAT).putLong(positions[key]).putLong(digests[key]);
    value.putLong(stored(facet, number));
    value.put(listed[number]);
    value
        .put((byte) (discarded.get(key) ? 1 : letGo.get(key) ? LET_GO : 0))
        .put((byte) (lowered.get(key) ? 1 : 0));
    value.putInt(knownAtSeconds[key]).putInt(decidedBy.get(key));
    value.putLong(approved.get(key));
    lists.forEach(value::putLong);
    return new StateRow(channel, sku, partName(facet), outcomeSequence, value.array());
  }

  private long stored(Facet facet, int sku) {
    return switch (facet) {
      case STOCK -> quantities[sku];
      case PRICE -> prices[sku];
      case PRODUCT -> (offered.get(sku) ? OFFERED : 0) | (moving.get(sku) ? MOVING : 0);
    };
  }

  void load(int sku, StateRow row) {
    grow(sku);
    ByteBuffer value = ByteBuffer.wrap(row.value());
    byte format = value.get();
    if (format != FORMAT && format != WITHOUT_PRICES) {
      throw new IllegalStateException("shelf row of unknown format " + format);
    }
    int key = ChannelPlan.key(sku, facet(row.part()));
    positions[key] = value.getLong();
    digests[key] = value.getLong();
    long shown = value.getLong();
    byte known = value.get();
    // Rows of earlier releases end here, or one byte later.
    byte unwanted = value.hasRemaining() ? value.get() : 0;
    discarded.set(key, unwanted == 1);
    letGo.set(key, unwanted == LET_GO);
    lowered.set(key, value.hasRemaining() && value.get() == 1);
    knownAtSeconds[key] = value.hasRemaining() ? value.getInt() : 0;
    decidedBy.set(key, value.hasRemaining() ? value.getInt() : 0);
    long letThrough = value.hasRemaining() ? value.getLong() : SparseValues.NONE;
    if (letThrough != SparseValues.NONE) {
      approved.put(key, letThrough);
    }
    List<Long> lists = new ArrayList<>();
    while (value.hasRemaining()) {
      lists.add(value.getLong());
    }
    boolean product = ChannelPlan.facetOf(key) == Facet.PRODUCT;
    if (format != WITHOUT_PRICES || ChannelPlan.facetOf(key) == Facet.STOCK) {
      moving.set(sku, product ? (shown & MOVING) != 0 : moving.get(sku));
      show(key, Shown.of(product ? shown & OFFERED : shown, lists));
    } else if (product) {
      offered.set(sku, digests[key] != 0);
    }
    if (product || listed[sku] == Listed.UNKNOWN.ordinal()) {
      listed[sku] = known;
    }
  }

  static String partName(Facet facet) {
    return facet.name().toLowerCase(Locale.ROOT);
  }

  static Facet facet(String partName) {
    int slash = partName.indexOf('/');
    String name = slash < 0 ? partName : partName.substring(0, slash);
    return Facet.valueOf(name.toUpperCase(Locale.ROOT));
  }
}
