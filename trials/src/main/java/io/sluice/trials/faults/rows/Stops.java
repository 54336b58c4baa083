package io.sluice.trials.faults.rows;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import io.sluice.trials.faults.net.Tap;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** P2 and P3: the gateway is asked to stop; the gateway stands still. */
final class Stops {
  static final Row TERMINATED =
      new Row(
          "P2",
          "SIGTERM under load, calls in flight",
          "last answer to the broker <= 1 s after, exit 0 in <= 30 s, nothing comes twice",
          Stops::terminated);

  static final Row FROZEN =
      new Row(
              "P3",
              "SIGSTOP, longer than the heartbeat",
              "receives again <= 5 s after SIGCONT; nothing applied twice in another order",
              Stops::frozen)
          .in(BrokerNetwork.ACT);

  private Stops() {}

  private static void terminated(Stage stage) {
    List<ChannelSpec> channels = new ArrayList<>(stage.fourChannels());
    channels.add(stage.state("slow"));
    stage.simulator().control("slow", new JsonObject().put("latency_ms", 700));
    stage.startUnderLoad(channels);
    int times = stage.size().of(1, 20);
    Duration longest = Duration.ZERO;
    Duration lastAck = Duration.ZERO;
    int worstExit = 0;
    for (int time = 0; time < times; time++) {
      AtomicLong ackAt = new AtomicLong();
      long begun = System.nanoTime();
      stage.brokerLink().tap((passage, bytes, length) -> noteAck(passage, bytes, ackAt));
      worstExit = Math.max(worstExit, stage.gateway().sigterm(Duration.ofSeconds(60)));
      longest = longer(longest, Duration.ofNanos(System.nanoTime() - begun));
      lastAck = longer(lastAck, Duration.ofNanos(Math.max(0, ackAt.get() - begun)));
      stage.brokerLink().tap(Tap.NONE);
      stage.gateway().start();
      stage.awaitConnected();
      Waiting.passes(Duration.ofSeconds(1));
    }
    stage.simulator().control("slow", new JsonObject().put("latency_ms", 0));
    stage.figures().exactly("exit code", worstExit, 0);
    stage.figures().atMost("ended after", longest, Duration.ofSeconds(30));
    stage.figures().atMost("last answer to the broker after", lastAck, Duration.ofSeconds(1));
    stage.figures().exactly("came again", stage.finish().duplicates(), 0L);
  }

  private static boolean noteAck(Tap.Passage passage, byte[] bytes, AtomicLong at) {
    if (passage == Tap.Passage.REQUEST_PASSED && Trap.contains(bytes, bytes.length, Trap.ACK)) {
      at.set(System.nanoTime());
    }
    return true;
  }

  static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static void frozen(Stage stage) {
    stage.startUnderLoad(stage.fourChannels());
    stage.gateway().freeze();
    stage.lasts(7, 60);
    stage.gateway().thaw();
    long before = stage.api().sources().get(0).getLong("received");
    Duration back =
        Waiting.until(
            "events are received again",
            Stage.AT_MOST,
            () -> stage.api().sources().get(0).getLong("received") > before + 10);
    stage.figures().atMost("receives again after", back, Duration.ofSeconds(5));
    var found = stage.finish();
    stage.figures().atMost("came again", (double) found.duplicates(), 2 * 8 + 2 * 8 * 50, "");
  }
}
