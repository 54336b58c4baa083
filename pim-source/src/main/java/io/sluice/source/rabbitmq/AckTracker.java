package io.sluice.source.rabbitmq;

import java.util.HashSet;
import java.util.Set;

/**
 * Which messages of one AMQP channel are finished. They finish in any order; acknowledged is only
 * up to the lowest one that is not, so that a crash gives back everything behind it in order.
 *
 * <p>Delivery tags of a channel are 1, 2, 3, ... Thread-safe; no call waits.
 */
final class AckTracker {
  /** INVARIANT: all of them above {@link #lowestUnfinished}. */
  private final Set<Long> finishedAhead = new HashSet<>();

  private long lowestUnfinished = 1;
  private long received;
  private long acknowledged;

  synchronized void received(long tag) {
    received = tag;
  }

  /** True when {@link #takeAck} has something new. Finishing twice is the same as once. */
  synchronized boolean finish(long tag) {
    if (tag > received || tag < lowestUnfinished) {
      return false;
    }
    if (tag > lowestUnfinished) {
      finishedAhead.add(tag);
      return false;
    }
    do {
      lowestUnfinished++;
    } while (finishedAhead.remove(lowestUnfinished));
    return true;
  }

  /** The tag to acknowledge with everything before it, or 0; the same one is given only once. */
  synchronized long takeAck() {
    long tag = lowestUnfinished - 1;
    if (tag == acknowledged) {
      return 0;
    }
    acknowledged = tag;
    return tag;
  }

  /** Received and not yet acknowledged. */
  synchronized long unanswered() {
    return received - acknowledged;
  }
}
