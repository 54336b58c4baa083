package io.sluice.trials.faults.rows;

import io.sluice.trials.faults.Stage;
import io.sluice.trials.faults.net.FaultyLink;
import io.sluice.trials.faults.net.Tap;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills the gateway the moment certain bytes pass a link, which holds them until it is dead. */
final class Trap implements AutoCloseable {
  /** basic.ack (60, 80) of AMQP 0-9-1. */
  static final byte[] ACK = {0, 60, 0, 80};

  /** basic.deliver (60, 60). */
  static final byte[] DELIVER = {0, 60, 0, 60};

  static final byte[] ANYTHING = {};

  private final FaultyLink link;
  private final CountDownLatch sprung = new CountDownLatch(1);

  private Trap(FaultyLink link) {
    this.link = link;
  }

  static Trap set(Stage stage, FaultyLink link, Tap.Passage when, byte[] holding) {
    Trap trap = new Trap(link);
    AtomicBoolean first = new AtomicBoolean(true);
    link.tap(
        (passage, bytes, length) -> {
          if (passage == when && contains(bytes, length, holding) && first.getAndSet(false)) {
            stage.gateway().kill9();
            trap.sprung.countDown();
            return false;
          }
          return true;
        });
    return trap;
  }

  /** Waits for it; false when those bytes did not come. */
  boolean springsWithin(Duration atMost) {
    try {
      return sprung.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Counts the pieces that hold these bytes and lets them pass. */
  static Tap counting(Tap.Passage when, byte[] holding, AtomicInteger count) {
    return (passage, bytes, length) -> {
      if (passage == when && contains(bytes, length, holding)) {
        count.incrementAndGet();
      }
      return true;
    };
  }

  static boolean contains(byte[] bytes, int length, byte[] wanted) {
    for (int at = 0; at + wanted.length <= length; at++) {
      if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public void close() {
    link.tap(Tap.NONE);
  }
}
