package io.sluice.trials.faults.rows;

import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import java.time.Duration;
import java.util.Random;

/** B2: the network between gateway and broker. */
final class BrokerNetwork {
  /** Of rows that a gateway with four plain channels outlasts. */
  static final String ACT = "broker";

  static final Row ROW =
      new Row(
              "B2",
              "broker network: cut, slow, half-open, reset",
              "half-open noticed <= 2 heartbeats (and 1 s); nothing comes twice to a channel",
              BrokerNetwork::play)
          .in(BrokerNetwork.ACT);

  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  private BrokerNetwork() {}

  private static void play(Stage stage) {
    stage.settings(stage.settings().heartbeat(HEARTBEAT.toSeconds() + "s"));
    stage.startUnderLoad(stage.fourChannels());
    halfOpen(stage);
    slow(stage);
    resets(stage);
    cuts(stage);
    var found = stage.finish();
    stage.figures().exactly("came again", found.duplicates(), 0L);
  }

  private static void halfOpen(Stage stage) {
    stage.brokerLink().swallow();
    Duration noticed =
        Waiting.until("half-open is noticed", Stage.AT_MOST, () -> !isConnected(stage));
    stage
        .figures()
        .atMost("half-open noticed after", noticed, HEARTBEAT.multipliedBy(2).plusSeconds(1));
    stage.brokerLink().heal();
    stage.brokerLink().cut();
    stage.figures().note("then connected after", awaitConnected(stage).toMillis() + " ms");
  }

  private static void slow(Stage stage) {
    stage.brokerLink().delay(Duration.ofSeconds(2));
    stage.lasts(3, 60);
    stage.brokerLink().heal();
  }

  private static void resets(Stage stage) {
    Random random = new Random(3);
    for (int reset = 0; reset < stage.size().of(2, 20); reset++) {
      stage.brokerLink().resetAfter(500 + random.nextInt(20_000));
      stage.lasts(1, 2);
      stage.brokerLink().heal();
      awaitConnected(stage);
    }
  }

  private static void cuts(Stage stage) {
    for (int cut = 0; cut < stage.size().of(3, 20); cut++) {
      stage.brokerLink().cut();
      Waiting.passes(Duration.ofMillis(200));
      awaitConnected(stage);
    }
  }

  private static Duration awaitConnected(Stage stage) {
    return Waiting.until("connected again", Stage.AT_MOST, () -> isConnected(stage));
  }

  private static boolean isConnected(Stage stage) {
    return stage.api().sources().get(0).getString("state").equals("connected");
  }
}
