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

  private static final Duration COMES_AT_MOST = Duration.ofSeconds(5);

  /** Kills it there; at any time where that moment does not come. */
  void kill(Stage stage, String channel, Random random) {
    Waiting.passes(Duration.ofMillis(100 + random.nextInt(1_200)));
    switch (this) {
      case AT_RANDOM -> {}
      case RECEIVED -> on(stage, stage.brokerLink(), Tap.Passage.ANSWER_PASSED, Trap.DELIVER);
      case BEFORE_ACK -> on(stage, stage.brokerLink(), Tap.Passage.REQUEST_COMES, Trap.ACK);
      case AFTER_ACK -> on(stage, stage.brokerLink(), Tap.Passage.REQUEST_PASSED, Trap.ACK);
      case BEFORE_REQUEST ->
          on(stage, stage.link(channel), Tap.Passage.REQUEST_COMES, Trap.ANYTHING);
      case AFTER_REQUEST ->
          on(stage, stage.link(channel), Tap.Passage.REQUEST_PASSED, Trap.ANYTHING);
      case BEFORE_ANSWER -> on(stage, stage.link(channel), Tap.Passage.ANSWER_COMES, Trap.ANYTHING);
      case AFTER_ANSWER -> on(stage, stage.link(channel), Tap.Passage.ANSWER_PASSED, Trap.ANYTHING);
      case STORE_WRITTEN -> awaitWrite(stage.gateway().data().resolve("sluice.mv.db"));
    }
    stage.gateway().kill9();
  }

  private static void on(Stage stage, FaultyLink link, Tap.Passage when, byte[] holding) {
    try (Trap trap = Trap.set(stage, link, when, holding)) {
      trap.springsWithin(COMES_AT_MOST);
    }
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
