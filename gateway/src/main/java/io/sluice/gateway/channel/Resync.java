package io.sluice.gateway.channel;

import io.sluice.gateway.operations.ResyncView;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Brings a channel in line with rules that changed: looks at every product that these have not
 * decided about, some at a time, and owes what the channel shows otherwise, behind what events
 * bring. What each key was decided by lies with the shelf. Where a person has to approve the rules
 * first, it does not begin, and a start finds them as new as before. One that a person cancels
 * takes what it has not sent as shown already.
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
  private final int owedAtMost;

  /** Keys that this owed, and that are not decided yet. */
  private final BitSet owed = new BitSet();

  /** Those of them that nothing else wanted to be sent. */
  private final BitSet owedAlone = new BitSet();

  private int number;
  private long floor;
  private boolean isNew;
  private Saved saved = Saved.YES;
  private boolean runs;
  private int next;

  /** Key from which on {@link #owed} is looked through next. */
  private int checked;

  private long changed;
  private long nextAtMs;

  /** What has to come to pass before it begins, in words; null: nothing. */
  private @Nullable String waitsFor;

  private @Nullable Cancelled cancelled;
  private boolean cancelledSaved = true;

  /** Who did so, and when. */
  record Cancelled(int number, long atMs, String who) {}

  private enum Saved {
    /** A person has to approve them. */
    UNAPPROVED,
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

    /**
     * Takes a key that waits as shown already, unless that is not known.
     *
     * @return false where it is in flight: what was not sent after all may be dropped then
     */
    boolean drop(int key);
  }

  /**
   * @param rules fingerprint of those that hold now, empty for none
   * @param sends whether what it owes is sent; else nothing needs to wait for that
   */
  Resync(String rules, Products products, boolean sends) {
    this.rules = rules;
    this.products = products;
    this.owedAtMost = sends ? OWED_AT_MOST : Integer.MAX_VALUE;
  }

  /**
   * @param stored what {@link #addWrites} last wrote; null: nothing, so there were no rules
   * @param stopped the last that was cancelled; null: none
   */
  void restore(byte @Nullable [] stored, byte @Nullable [] stopped) {
    String text = stored == null ? "0 0 " : new String(stored, StandardCharsets.UTF_8);
    String[] before = text.split(" ", 3);
    number = Integer.parseInt(before[0]);
    floor = Long.parseLong(before[1]);
    isNew = !before[2].equals(rules);
    runs = number > 0;
    if (stopped != null) {
      String[] parts = new String(stopped, StandardCharsets.UTF_8).split(" ", 3);
      cancelled = new Cancelled(Integer.parseInt(parts[0]), Long.parseLong(parts[1]), parts[2]);
    }
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

  /**
   * Rules that changed begin only once they are approved; called before anything else is.
   *
   * @param what has to come to pass first, in words
   * @param always also where none changed
   */
  void awaitApproval(String what, boolean always) {
    if (isNew || always) {
      saved = Saved.UNAPPROVED;
      waitsFor = what;
    }
  }

  /** Tells in other words what it waits for, if it does. */
  void waitFor(String what) {
    if (saved == Saved.UNAPPROVED) {
      waitsFor = what;
    }
  }

  /** What has to come to pass before it begins, in words; null: nothing. */
  @Nullable String waitsFor() {
    return waitsFor;
  }

  /** Lets it begin. */
  void approve() {
    if (saved == Saved.UNAPPROVED) {
      saved = Saved.NOT_YET;
      waitsFor = null;
    }
  }

  /**
   * What it has not sent yet is not sent.
   *
   * @return whether there was anything to cancel
   */
  boolean cancel(String who, long nowMs) {
    if (!runs || saved == Saved.UNAPPROVED || isCancelled()) {
      return false;
    }
    cancelled = new Cancelled(number, nowMs, who);
    cancelledSaved = false;
    forgetDecided();
    dropSome();
    nextAtMs = nowMs;
    return true;
  }

  /** What may be sent is dropped at once; of what a dry run only tells there may be more. */
  private void dropSome() {
    int key = owedAlone.nextSetBit(0);
    for (int i = 0; i < LOOKED_AT_ONCE && key >= 0; i++) {
      owedAlone.set(key, !products.drop(key));
      key = owedAlone.nextSetBit(key + 1);
    }
  }

  /** What the rules that hold show otherwise is not sent because of that alone. */
  boolean isCancelled() {
    return cancelled != null && cancelled.number() == number;
  }

  /** Of the rules that hold, 0: they never changed. */
  int number() {
    return number;
  }

  /** Nothing is left to be looked at, and all that it owed is decided. */
  boolean isOver() {
    return !runs;
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

  /** An event, time or a person wants a key to be sent: it waits because of that. */
  void heard(int key) {
    owed.clear(key);
    owedAlone.clear(key);
  }

  /** Takes the next step if it is time; answers when to come again. */
  long step(long nowMs) {
    if (saved == Saved.UNAPPROVED) {
      return Long.MAX_VALUE;
    } else if (!runs || nowMs < nextAtMs) {
      return runs ? nextAtMs : Long.MAX_VALUE;
    }
    forgetDecided();
    if (isCancelled()) {
      dropSome();
    }
    int waiting = owed.cardinality();
    long changedBefore = changed;
    int before = next;
    int rendered = 0;
    while (next < products.count()
        && next - before < LOOKED_AT_ONCE
        && rendered < RENDERED_AT_ONCE
        && waiting + changed - changedBefore < owedAtMost) {
      rendered += products.look(next++, this::owe, nowMs) ? 1 : 0;
    }
    runs = next < products.count() || !owed.isEmpty();
    nextAtMs = nowMs + (next == before ? LOOK_AGAIN_MS : STEP_EVERY_MS);
    return runs ? nextAtMs : Long.MAX_VALUE;
  }

  /** Some at a time, where a dry run owes many; all of them where they are sent. */
  private void forgetDecided() {
    int key = owed.nextSetBit(checked);
    for (int i = 0; i < LOOKED_AT_ONCE && key >= 0; i++) {
      if (!products.waits(key)) {
        heard(key);
      }
      checked = key + 1;
      key = owed.nextSetBit(checked);
    }
    checked = key < 0 ? 0 : key;
  }

  private void owe(int key) {
    owed.set(key);
    owedAlone.set(key, !isCancelled() && !products.waits(key));
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
    if (cancelled != null && !cancelledSaved) {
      cancelledSaved = true;
      String value = cancelled.number() + " " + cancelled.atMs() + " " + cancelled.who();
      recording.write(Durable.resyncCancelled(channel, value.getBytes(StandardCharsets.UTF_8)));
      // So that the shelf is written, too, whatever comes.
      recording.outcomes().rules(number);
    }
  }

  /** How far it is; null: nothing changed, as far as is known. */
  @Nullable ResyncView view() {
    boolean tells = runs && saved != Saved.UNAPPROVED && (isNew || changed > 0);
    Cancelled by = isCancelled() ? cancelled : null;
    return tells || by != null
        ? new ResyncView(
            next,
            products.count(),
            changed,
            owed.cardinality(),
            by == null ? null : by.who(),
            by == null ? null : Instant.ofEpochMilli(by.atMs()))
        : null;
  }
}
