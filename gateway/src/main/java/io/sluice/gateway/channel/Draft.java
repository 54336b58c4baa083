package io.sluice.gateway.channel;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A call that is being put together. Its lanes are occupied, and its keys count as in flight. */
final class Draft {
  /** A call's payload above which nothing more is added. */
  private static final long BYTES = 1 << 20;

  private final List<Delivery> deliveries = new ArrayList<>();
  private int atMost;
  private long bytes;
  private int notDurable;
  private Runnable whenDurable = () -> {};
  private boolean closed;
  private Gate.@Nullable Permit permit;

  /**
   * @param atMost updates, from 1
   */
  Draft(int atMost) {
    this.atMost = atMost;
  }

  List<Delivery> deliveries() {
    return deliveries;
  }

  int size() {
    return deliveries.size();
  }

  boolean isEmpty() {
    return deliveries.isEmpty();
  }

  void add(Delivery delivery) {
    deliveries.add(delivery);
    bytes += Updates.bytes(delivery.update());
    closed = closed || size() >= atMost || bytes >= BYTES;
  }

  /** An update in it is not to be sent with more others. */
  void limit(int atMost) {
    this.atMost = Math.min(this.atMost, atMost);
  }

  int atMost() {
    return atMost;
  }

  /** Nothing more is added. */
  void close() {
    closed = true;
  }

  boolean isClosed() {
    return closed;
  }

  /** A start has to know of something in it before it goes out. */
  void waitForDurable(Recording recording) {
    notDurable++;
    recording.whenDurable(this::noteDurable);
  }

  private void noteDurable() {
    notDurable--;
    if (isDurable()) {
      whenDurable.run();
    }
  }

  /** Takes the step once all of it is durable: at once where it is. */
  void whenDurable(Runnable step) {
    if (isDurable()) {
      step.run();
    } else {
      whenDurable = step;
    }
  }

  boolean isDurable() {
    return notDurable == 0;
  }

  Gate.@Nullable Permit permit() {
    return permit;
  }

  void permit(Gate.Permit permit) {
    this.permit = permit;
  }
}
