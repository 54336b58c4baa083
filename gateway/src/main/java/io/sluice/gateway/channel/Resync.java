package io.sluice.gateway.channel;

import io.sluice.gateway.operations.ResyncView;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings a channel in line with rules that changed: looks at every product that these have not
 * decided about, some at a time, and owes what the channel shows otherwise, behind what events
 * bring. What each key was decided by lies with the shelf.
 *
 * <p>Nothing is sent at a lower position than the newest that was known when the rules changed, the
 * floor: rules that read fewer facts would go back behind what was sent before.
 */
final class Resync {
  private static final int RENDERED_AT_ONCE = 128;
  private static final int LOOKED_AT_ONCE = 8_192;

  /** The rest of the catalog waits, so that a backlog tells what is really to be sent. */
  private static final int OWED_AT_MOST = 1_000;

  private static final long STEP_EVERY_MS = 10;
  private static final long LOOK_AGAIN_MS = 500;

  private final String rules;
  private final Products products;

  /** Keys that this owed, and that are not decided yet. */
  private final BitSet owed = new BitSet();

  private int number;
  private long floor;
  private boolean isNew;
  private Saved saved = Saved.YES;
  private boolean runs;
  private int next;
  private long changed;
  private long nextAtMs;

  private enum Saved {
    NOT_YET,
    ON_ITS_WAY,
    YES
  }

  /** What it looks at. */
  interface Products {
    /** All that are known, numbered from 0. */
    int count();

    /**
     * Looks at what the rules that hold have not decided about.
     *
     * @param owed is told each key that the channel shows otherwise
     * @return whether anything had to be rendered
     */
    boolean look(int sku, IntConsumer owed, long nowMs);

    /** Whether a key still waits for its turn. */
    boolean waits(int key);
  }

  /**
   * @param rules fingerprint of those that hold now, empty for none
   */
  Resync(String rules, Products products) {
    this.rules = rules;
    this.products = products;
  }

  /**
   * @param stored what {@link #addWrites} last wrote; null: nothing, so there were no rules
   */
  void restore(byte @Nullable [] stored) {
    String text = stored == null ? "0 0 " : new String(stored, StandardCharsets.UTF_8);
    String[] before = text.split(" ", 3);
    number = Integer.parseInt(before[0]);
    floor = Long.parseLong(before[1]);
    isNew = !before[2].equals(rules);
    runs = number > 0;
  }

  /** Nothing was ever sent: these are the first rules. */
  void first() {
    isNew = false;
    saved = Saved.NOT_YET;
  }

  /** Other rules hold than those that {@link #restore} found. */
  boolean isNew() {
    return isNew;
  }

  /**
   * Takes over the new rules.
   *
   * @param newest position of all that is known
   */
  void begin(long newest) {
    number++;
    floor = newest;
    saved = Saved.NOT_YET;
    runs = true;
  }

  /** Of the rules that hold, 0: they never changed. */
  int number() {
    return number;
  }

  /** Position below which nothing is sent. */
  long floor() {
    return floor;
  }

  /** Nothing may begin before a start would know of these rules. */
  boolean mayBegin() {
    return saved == Saved.YES;
  }

  /** Whether a key waits because of this alone. */
  boolean owes(int key) {
    return owed.get(key);
  }

  /** An event has come for a key: it waits because of that. */
  void heard(int key) {
    owed.clear(key);
  }

  /** Takes the next step if it is time; answers when to come again. */
  long step(long nowMs) {
    if (!runs || nowMs < nextAtMs) {
      return runs ? nextAtMs : Long.MAX_VALUE;
    }
    for (int key = owed.nextSetBit(0); key >= 0; key = owed.nextSetBit(key + 1)) {
      if (!products.waits(key)) {
        owed.clear(key);
      }
    }
    int waiting = owed.cardinality();
    long changedBefore = changed;
    int before = next;
    int rendered = 0;
    while (next < products.count()
        && next - before < LOOKED_AT_ONCE
        && rendered < RENDERED_AT_ONCE
        && waiting + changed - changedBefore < OWED_AT_MOST) {
      rendered += products.look(next++, this::owe, nowMs) ? 1 : 0;
    }
    runs = next < products.count() || !owed.isEmpty();
    nextAtMs = nowMs + (next == before ? LOOK_AGAIN_MS : STEP_EVERY_MS);
    return runs ? nextAtMs : Long.MAX_VALUE;
  }

  private void owe(int key) {
    owed.set(key);
    changed++;
  }

  /** Adds what is to be durable next. */
  void addWrites(String channel, Recording recording) {
    if (saved == Saved.NOT_YET) {
      saved = Saved.ON_ITS_WAY;
      String value = number + " " + floor + " " + rules;
      recording.write(Durable.rules(channel, value.getBytes(StandardCharsets.UTF_8)));
      recording.whenDurable(() -> saved = Saved.YES);
    }
  }

  /** How far it is; null: nothing changed, as far as is known. */
  @Nullable ResyncView view() {
    boolean tells = runs && (isNew || changed > 0);
    return tells ? new ResyncView(next, products.count(), changed, owed.cardinality()) : null;
  }
}
