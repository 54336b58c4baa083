package io.sluice.trials.faults.rows;

import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Stage;
import io.sluice.trials.faults.net.FaultyLink;
import io.sluice.trials.faults.net.Tap;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * When a gateway is killed. The links see its bytes and stop them until it is dead, so no agent in
 * its process is needed.
 */
enum KillPoint {
  AT_RANDOM,
  /** Deliveries of the broker have just reached it. */
  RECEIVED,
  /** Its store's file has just changed: within or after a commit. */
  STORE_WRITTEN,
  /** It has committed and answers, but the broker does not hear it. */
  BEFORE_ACK,
  AFTER_ACK,
  /** It has sent a request that does not arrive. */
  BEFORE_REQUEST,
  AFTER_REQUEST,
  /** The channel has applied it, the answer does not arrive. */
  BEFORE_ANSWER,
  /** The answer arrived, and may not be written down yet. */
  AFTER_ANSWER;

  /** basic.ack (60, 80) and basic.deliver (60, 60) of AMQP 0-9-1. */
  private static final byte[] ACK = {0, 60, 0, 80};

  private static final byte[] DELIVER = {0, 60, 0, 60};
  private static final Duration COMES_AT_MOST = Duration.ofSeconds(20);

  /** Kills it there; at any time where that moment does not come. */
  void kill(Stage stage, String channel, Random random) {
    Waiting.passes(Duration.ofMillis(100 + random.nextInt(1_200)));
    switch (this) {
      case AT_RANDOM -> {}
      case RECEIVED -> onBroker(stage, Tap.Passage.ANSWER_PASSED, DELIVER);
      case BEFORE_ACK -> onBroker(stage, Tap.Passage.REQUEST_COMES, ACK);
      case AFTER_ACK -> onBroker(stage, Tap.Passage.REQUEST_PASSED, ACK);
      case BEFORE_REQUEST -> on(stage, stage.link(channel), Tap.Passage.REQUEST_COMES);
      case AFTER_REQUEST -> on(stage, stage.link(channel), Tap.Passage.REQUEST_PASSED);
      case BEFORE_ANSWER -> on(stage, stage.link(channel), Tap.Passage.ANSWER_COMES);
      case AFTER_ANSWER -> on(stage, stage.link(channel), Tap.Passage.ANSWER_PASSED);
      case STORE_WRITTEN -> awaitWrite(stage.gateway().data().resolve("data/sluice.mv.db"));
    }
    stage.gateway().kill9();
  }

  private static void onBroker(Stage stage, Tap.Passage when, byte[] method) {
    on(stage, stage.brokerLink(), when, method);
  }

  private static void on(Stage stage, FaultyLink link, Tap.Passage when) {
    on(stage, link, when, new byte[0]);
  }

  private static void on(Stage stage, FaultyLink link, Tap.Passage when, byte[] holding) {
    CountDownLatch killed = new CountDownLatch(1);
    AtomicBoolean first = new AtomicBoolean(true);
    link.tap(
        (passage, bytes, length) -> {
          if (passage == when && contains(bytes, length, holding) && first.getAndSet(false)) {
            stage.gateway().kill9();
            killed.countDown();
          }
        });
    try {
      killed.await(COMES_AT_MOST.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } finally {
      link.tap(Tap.NONE);
    }
  }

  private static boolean contains(byte[] bytes, int length, byte[] wanted) {
    for (int at = 0; at + wanted.length <= length; at++) {
      if (java.util.Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
        return true;
      }
    }
    return false;
  }

  private static void awaitWrite(Path file) {
    try {
      FileTime before = Files.getLastModifiedTime(file);
      long end = System.nanoTime() + COMES_AT_MOST.toNanos();
      while (Files.getLastModifiedTime(file).equals(before) && System.nanoTime() < end) {
        Thread.onSpinWait();
      }
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
