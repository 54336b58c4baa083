package io.sluice.trials.faults.rows;

import io.sluice.trials.GatewayProcess;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import io.sluice.trials.faults.UnreliableDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** D3: the disk says that it could not force, and power losses that drop what was not forced. */
final class LostWrites {
  static final Row ROW =
      new Row(
          "D3",
          "fsync fails; power lost with unforced writes",
          "every acknowledged event survives: 100 of 100; goes on <= 10 s after the disk heals",
          LostWrites::play);

  private LostWrites() {}

  private static void play(Stage stage) throws IOException {
    Path word = stage.directory().resolve("disk");
    stage.configure(stage.fourChannels());
    begin(stage, word);
    stage.publish();
    Files.writeString(word, "forcing");
    stage.lasts(2, 30);
    stage.figures().holds("lives while fsync fails", stage.gateway().isAlive(), "ended");
    int seen = stage.requests("events").size();
    Files.writeString(word, "heal");
    Duration healed =
        Waiting.until(
            "events go on", Stage.AT_MOST, () -> stage.requests("events").size() > seen + 100);
    stage.figures().atMost("goes on after", healed, Duration.ofSeconds(10));
    stage.gateway().sigterm(Duration.ofSeconds(60));
    int losses = stage.size().of(4, 100);
    for (int loss = 0; loss < losses; loss++) {
      losePower(stage, word, loss);
    }
    stage.use(GatewayProcess.in(stage.directory(), stage.brokerUri(), "256m")).start();
    stage.finish();
    stage.figures().note("power losses", losses);
  }

  private static void losePower(Stage stage, Path word, int loss) throws IOException {
    Files.deleteIfExists(word);
    Path store = stage.gateway().data().resolve("sluice.mv.db");
    begin(stage, word, "-Dtrials.disk.forgets=" + store);
    Waiting.passes(Duration.ofMillis(1_000 + new Random(loss).nextInt(1_000)));
    Files.writeString(word, "power " + loss % 3 / 2.0);
    Waiting.until("the power is gone", Stage.AT_MOST, () -> !stage.gateway().isAlive());
    Files.move(
        stage.directory().resolve("after-power-loss"), store, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void begin(Stage stage, Path word, String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.add("-Dtrials.disk=" + word);
    stage
        .use(
            GatewayProcess.ofMain(
                UnreliableDisk.class,
                stage.directory(),
                stage.brokerUri(),
                "512m",
                Stage.quick(all.toArray(String[]::new))))
        .start();
    stage.awaitConnected();
  }
}
