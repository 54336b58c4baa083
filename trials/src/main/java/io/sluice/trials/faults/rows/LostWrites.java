package io.sluice.trials.faults.rows;

import io.sluice.trials.GatewayProcess;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Random;

/** D3: the disk says that it could not force, and power losses that drop what was not forced. */
final class LostWrites {
  static final Row ROW =
      new Row(
              "D3",
              "fsync fails; power lost with unforced writes",
              "every acknowledged event survives: 100 of 100; goes on <= 10 s after the disk heals",
              LostWrites::play)
          .takingLong();

  private LostWrites() {}

  private static void play(Stage stage) throws IOException {
    ToldDisk disk = new ToldDisk(stage);
    stage.configure(stage.fourChannels());
    disk.start();
    stage.publish();
    disk.say("forcing");
    stage.lasts(2, 30);
    stage.figures().holds("lives while fsync fails", stage.gateway().isAlive(), "ended");
    stage.figures().atMost("goes on after", disk.heal(), Duration.ofSeconds(10));
    stage.gateway().sigterm(Duration.ofSeconds(60));
    int losses = stage.size().of(3, 100);
    for (int loss = 0; loss < losses; loss++) {
      losePower(stage, disk, loss);
    }
    stage.use(GatewayProcess.in(stage.directory(), stage.brokerUri(), "256m")).start();
    stage.finish();
    stage.figures().note("power losses", losses);
  }

  private static void losePower(Stage stage, ToldDisk disk, int loss) throws IOException {
    Path store = stage.gateway().data().resolve("sluice.mv.db");
    disk.start("-Dtrials.disk.forgets=" + store);
    Waiting.passes(Duration.ofMillis(1_000 + new Random(loss).nextInt(1_000)));
    disk.say("power " + loss % 3 / 2.0);
    Waiting.until("the power is gone", Stage.AT_MOST, () -> !stage.gateway().isAlive());
    Files.move(
        stage.directory().resolve("after-power-loss"), store, StandardCopyOption.REPLACE_EXISTING);
  }
}
