package io.sluice.trials.faults.rows;

import io.sluice.trials.GatewayProcess;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Stage;
import io.sluice.trials.faults.UnreliableDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The disk under a gateway's store, which fails when told so: {@link UnreliableDisk}. */
final class ToldDisk {
  private final Stage stage;
  private final Path word;

  ToldDisk(Stage stage) {
    this.stage = stage;
    this.word = stage.directory().resolve("disk");
  }

  /** Starts the stage's gateway on it, as it is configured. */
  void start(String... options) throws IOException {
    Files.deleteIfExists(word);
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

  void say(String what) throws IOException {
    Files.writeString(word, what);
  }

  /**
   * From now on there is no space for who writes in the course of this method.
   *
   * @param method with its class, such as WriterSession.commit
   */
  void fillWithin(String method) throws IOException {
    Files.deleteIfExists(struck());
    say("full " + method);
  }

  /** Returns once somebody met with {@link #fillWithin}. */
  void awaitStruck() {
    Waiting.until("somebody finds the disk full", Stage.AT_MOST, this::hasStruck);
  }

  boolean hasStruck() {
    return Files.exists(struck());
  }

  private Path struck() {
    return word.resolveSibling("disk.struck");
  }

  /** Returns how long it then took until events were delivered again. */
  Duration heal() throws IOException {
    long seen = stage.simulator().summary("events").updates();
    say("heal");
    return Waiting.until(
        "events go on",
        Stage.AT_MOST,
        () -> stage.simulator().summary("events").updates() > seen + 100);
  }
}
