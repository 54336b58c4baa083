package io.sluice.trials.faults.rows;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** B1: the broker dies again and again, and once stays away. */
final class BrokerRestarts {
  static final Row ROW =
      new Row(
              "B1",
              "kill -9 of the broker; away (10 min)",
              "receives again <= 5 s after its return; <= 1 try a second; backlogs drain meanwhile",
              BrokerRestarts::play)
          .takingLong();

  private static final Duration BACK_AT_MOST = Duration.ofSeconds(5);

  private BrokerRestarts() {}

  private static void play(Stage stage) {
    List<ChannelSpec> channels = new ArrayList<>(stage.fourChannels());
    channels.add(stage.state("slow").with("limits: { requests_per_second: 100 }"));
    stage.startUnderLoad(channels);
    stage.broker().awaitQuorumQueuesSettled();
    int kills = stage.size().of(1, 20);
    Duration slowest = Duration.ZERO;
    for (int kill = 0; kill < kills; kill++) {
      stage.broker().kill9();
      stage.broker().restart();
      Duration back = awaitReceiving(stage);
      slowest = back.compareTo(slowest) > 0 ? back : slowest;
      stage.lasts(1, 5);
    }
    stage.figures().note("kills", kills);
    stage.figures().atMost("receives again after", slowest, BACK_AT_MOST);
    staysAway(stage);
    stage.finish();
  }

  private static void staysAway(Stage stage) {
    long backlog = stage.api().channel("slow").getLong("backlog");
    stage.broker().kill9();
    long tries = stage.brokerLink().connections();
    long begun = System.nanoTime();
    stage.lasts(6, 600);
    double seconds = (System.nanoTime() - begun) / 1e9;
    double perSecond = (stage.brokerLink().connections() - tries) / seconds;
    stage.figures().atMost("tries a second while away", perSecond, 1, "");
    long left = stage.api().channel("slow").getLong("backlog");
    stage.figures().holds("backlog drains meanwhile", left < backlog, backlog + " to " + left);
    stage.broker().restart();
    stage.figures().atMost("receives again after absence", awaitReceiving(stage), BACK_AT_MOST);
  }

  private static Duration awaitReceiving(Stage stage) {
    long before = stage.api().sources().get(0).getLong("received");
    return Waiting.until(
        "events are received again",
        Stage.AT_MOST,
        () -> stage.api().sources().get(0).getLong("received") > before);
  }
}
