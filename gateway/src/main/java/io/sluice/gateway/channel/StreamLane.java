package io.sluice.gateway.channel;

import io.sluice.gateway.catalog.JournaledEvent;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
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
