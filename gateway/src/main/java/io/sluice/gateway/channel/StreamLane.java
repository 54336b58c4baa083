package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.Fact;
import io.sluice.gateway.catalog.JournaledEvent;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one lane of a stream channel owes, in the order it goes out: touches, events in memory,
 * events spilled to the store.
 */
final class StreamLane {
  /**
   * @param fromStore whether a held row with its payload is to be deleted when it is done
   * @param folded whether a newer value stands for it: in flight now and not to be sent again
   */
  record Entry(JournaledEvent event, boolean fromStore, boolean folded) {}

  final int key;
  final String sku;
  final ArrayDeque<Entry> queue = new ArrayDeque<>();

  /** Parts whose newest fact is to be sent, with the generation of the request. */
  final Map<String, Long> touches = new LinkedHashMap<>();

  /** Rows in the store, those read back and not yet done included. */
  private long spilled;

  private final Tally tally;

  /** On their way to the store. */
  long spilling;

  /** Became durable since the read that is on its way was asked for. */
  long spilledSinceRead;

  /** Whether {@link #spilled} may be wrong, until a read finds no more. */
  boolean recount;

  long lowestSpilled = Long.MAX_VALUE;
  boolean reading;

  /** What is being read was folded meanwhile and must not be sent. */
  boolean foldedWhileReading;

  /** What is in flight, or null. */
  @Nullable Delivery inFlight;

  /** Rows in the store of all lanes. */
  static final class Tally {
    private long spilled;

    long spilled() {
      return spilled;
    }
  }

  StreamLane(int key, String sku, Tally tally) {
    this.tally = tally;
    this.key = key;
    this.sku = sku;
  }

  boolean spills() {
    return inStore() || spilling > 0;
  }

  void spilled(long rows) {
    tally.spilled += rows - spilled;
    spilled = rows;
  }

  long inStoreRows() {
    return spilled;
  }

  boolean inStore() {
    return spilled > 0 || recount;
  }

  /** Whether the store holds, or will hold, what is at or above a position. */
  boolean spillsFrom(long position) {
    return spills() && position >= lowestSpilled;
  }

  /** A row became durable. */
  void spilled() {
    spilling--;
    spilled(spilled + 1);
    spilledSinceRead++;
  }

  /** A row was done with and is gone. */
  void unspilled() {
    spilled(Math.max(0, spilled - 1));
    noteEmpty();
  }

  /**
   * Takes up what was read.
   *
   * @param all whether there was no more in the store
   */
  void read(int rows, boolean all) {
    reading = false;
    if (all) {
      spilled(rows + spilledSinceRead);
      recount = false;
      noteEmpty();
    }
  }

  private void noteEmpty() {
    if (!spills()) {
      lowestSpilled = Long.MAX_VALUE;
    }
  }

  /** Drops what a newer value stands for; what is in flight stays until it is answered. */
  void foldQueue() {
    Entry first = inFlight == null ? null : queue.peek();
    boolean sent =
        first != null
            && inFlight != null
            && !inFlight.touch()
            && inFlight.position() == first.event().position();
    queue.clear();
    if (sent) {
      queue.add(new Entry(first.event(), first.fromStore(), true));
    }
    foldedWhileReading = reading;
  }

  /**
   * Of what lies in the store only the newest of each part stays: as a row, so that nothing is
   * forgotten by a crash before it is sent.
   *
   * @param facts of the SKU
   * @param head newest position that is folded
   */
  void foldSpilled(List<Fact> facts, Cursor before, long head, Fold fold, Recording recording) {
    long lowest = lowestSpilled;
    lowestSpilled = Long.MAX_VALUE;
    spilled(0);
    recount = true;
    for (Fact fact : facts) {
      fold.deleteOlder(sku, fact, head, recording);
      boolean mayStay = fact.position() >= lowest && before.isFinished(fact.position());
      if (mayStay && fact.position() <= head) {
        // Read again to see: it may have been in the journal all the time.
        spilled(inStoreRows() + 1);
        lowestSpilled = Math.min(lowestSpilled, fact.position());
      }
    }
  }

  boolean owesNothing() {
    return queue.isEmpty() && touches.isEmpty() && !spills() && inFlight == null;
  }

  boolean hasNext() {
    return !queue.isEmpty() || !touches.isEmpty();
  }

  /** Order among the lanes: touches make good what is oldest. */
  long order() {
    return touches.isEmpty() ? queue.peek().event().position() : 0;
  }
}
