package io.sluice.trials.faults.rows;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.GatewayProcess;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import io.sluice.trials.faults.net.Answerer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** P4: a heap that is far too small, and an answer that overflows whoever reads it deeply. */
final class Exhausted {
  static final Row ROW =
      new Row(
              "P4",
              "heap too small; answer nested 100,000 deep",
              "ends with 3 or works on, never in between; the deep answer stays in its channel",
              Exhausted::play)
          .takingLong();

  private static final int OUT_OF_MEMORY = 3;

  private Exhausted() {}

  private static void play(Stage stage) {
    List<ChannelSpec> channels = new ArrayList<>(stage.fourChannels());
    channels.add(stage.linked(stage.state("deep")).with("breaker: { probe_every: 1s }"));
    stage.startUnderLoad(channels);
    String nested = "[".repeat(100_000) + "]".repeat(100_000);
    stage.link("deep").answerBy(Answerer.of(200, "application/json", nested));
    Isolation isolation = Isolation.begin(stage);
    isolation.faultBegins();
    stage.lasts(3, 30);
    isolation.faultEnds();
    stage.link("deep").heal();
    stage.figures().holds("works on after deep answers", stage.gateway().isAlive(), "ended");
    stage.gateway().kill9();
    exhaust(stage);
    GatewayProcess large = GatewayProcess.in(stage.directory(), stage.brokerUri(), "256m");
    stage.use(large).start();
    stage.api().steer("deep", "resume");
    stage.finish();
  }

  /** Either it ends with the exit code of an exhausted heap, or it takes what comes. */
  private static void exhaust(Stage stage) {
    GatewayProcess small =
        stage.use(GatewayProcess.in(stage.directory(), stage.brokerUri(), "18m", Stage.quick()));
    small.begin();
    Backlog.publish(stage, stage.size().of(5_000, 100_000));
    boolean ended = Waiting.holdsWithin(Duration.ofSeconds(30), () -> !small.isAlive());
    if (ended) {
      stage.figures().exactly("exit code", small.exitCode(Duration.ofSeconds(1)), OUT_OF_MEMORY);
    } else {
      stage.figures().holds("works with 18 MB", stage.desk().waiting() == 0, "stands still");
    }
  }
}
