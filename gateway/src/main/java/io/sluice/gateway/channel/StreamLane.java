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
   */
  record Entry(JournaledEvent event, boolean fromStore) {}

  final int key;
  final String sku;
  final ArrayDeque<Entry> queue = new ArrayDeque<>();

  /** Parts whose newest fact is to be sent, with the generation of the request. */
  final Map<String, Long> touches = new LinkedHashMap<>();

  /** Rows in the store, those read back and not yet done included. */
  long spilled;

  /** On their way to the store. */
  long spilling;

  long lowestSpilled = Long.MAX_VALUE;
  boolean reading;

  /** What is being read was folded meanwhile and must not be sent. */
  boolean foldedWhileReading;

  /** What is in flight, or null. */
  @Nullable Delivery inFlight;

  StreamLane(int key, String sku) {
    this.key = key;
    this.sku = sku;
  }

  boolean spills() {
    return spilled > 0 || spilling > 0;
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
