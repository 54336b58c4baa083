package io.sluice.trials.faults.rows;

import io.sluice.trials.GatewayFiles;
import io.sluice.trials.GatewayProcess;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.CannotTryException;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;

/**
 * D2: a second gateway on the same store; stores that somebody damaged, deleted or made read-only,
 * before a start and under a running gateway. Each is a copy, with a gateway of its own.
 */
final class DamagedStore {
  static final Row ROW =
      new Row(
              "D2",
              "second gateway; store damaged, deleted, read-only",
              "second one ends with 69; damage is named or harmless, never an emptied store",
              DamagedStore::play)
          .takingLong();

  private static final String STORE = "data/sluice.mv.db";
  private static final int NOT_REACHABLE = 69;
  private static final Duration STARTS_AT_MOST = Duration.ofSeconds(60);

  private DamagedStore() {}

  private static void play(Stage stage) throws IOException {
    ToldDisk disk = new ToldDisk(stage);
    stage.configure(stage.fourChannels());
    disk.start();
    stage.publish();
    second(stage);
    becomesReadOnly(stage, disk);
    stage.finish();
    double skus = stage.api().metric("sluice_catalog_skus");
    stage.gateway().sigterm(Duration.ofSeconds(60));
    Random random = new Random(11);
    damaged(stage, skus, "half cut off", file -> file.setLength(file.length() / 2));
    damaged(stage, skus, "last page torn", file -> file.setLength(file.length() - 2_048));
    damaged(stage, skus, "emptied", file -> file.setLength(0));
    for (int flip = 0; flip < stage.size().of(2, 40); flip++) {
      long at = random.nextLong(Files.size(stage.gateway().data().resolve("sluice.mv.db")));
      damaged(stage, skus, "byte " + at + " flipped", file -> flip(file, at));
    }
    deleted(stage);
    readOnly(stage);
  }

  /** Under a gateway that runs, which then finds nothing at its next start. */
  private static void deleted(Stage stage) throws IOException {
    Path copy = copy(stage, "deleted");
    try (GatewayProcess gateway = gateway(stage, copy)) {
      gateway.start();
      Files.delete(copy.resolve(STORE));
      boolean told =
          Waiting.holdsWithin(
              STARTS_AT_MOST, () -> gateway.api().problems().toString().contains("was deleted"));
      stage.figures().holds("deletion is told", told, gateway.api().problems());
      String state = gateway.api().sources().get(0).getString("state");
      stage.figures().exactly("then takes events", state, "suspended");
      gateway.sigterm(STARTS_AT_MOST);
      refuses(stage, gateway, "deleted before a start");
      stage.figures().holds("no store in its place", !Files.exists(copy.resolve(STORE)), "made");
    }
  }

  /** As Linux makes a file system whose disk fails. */
  private static void becomesReadOnly(Stage stage, ToldDisk disk) throws IOException {
    disk.say("read-only");
    boolean told =
        Waiting.holdsWithin(
            STARTS_AT_MOST, () -> stage.api().problems().toString().contains("cannot be written"));
    stage.figures().holds("read-only while running is told", told, stage.api().problems());
    stage.lasts(1, 20);
    stage.figures().holds("stays up", stage.gateway().isAlive(), "ended");
    stage.figures().atMost("writable again: goes on after", disk.heal(), Duration.ofSeconds(10));
  }

  private static void readOnly(Stage stage) throws IOException {
    Path copy = stage.directory().resolve("copy/read-only");
    try (SmallFileSystem data = SmallFileSystem.at(copy.resolve("data"), 256);
        GatewayProcess gateway = gateway(stage, copy(stage, "read-only"))) {
      data.readOnly();
      refuses(stage, gateway, "read-only file system");
    } catch (CannotTryException e) {
      stage.figures().note("read-only file system", "not tried: " + e.getMessage());
    }
  }

  private static void refuses(Stage stage, GatewayProcess gateway, String how) {
    gateway.begin();
    stage.figures().exactly(how + ": exit code", gateway.exitCode(STARTS_AT_MOST), NOT_REACHABLE);
    boolean named = gateway.log().contains("sluice.mv.db");
    stage.figures().holds(how + ": file is named", named, gateway.log());
  }

  /** Of the store and its configuration. */
  private static Path copy(Stage stage, String how) throws IOException {
    Path copy = Files.createDirectories(stage.directory().resolve("copy/" + how.replace(' ', '-')));
    GatewayFiles.write(copy, stage.settings(), stage.fourChannels());
    Files.createDirectories(copy.resolve("data"));
    Files.copy(stage.gateway().data().resolve("sluice.mv.db"), copy.resolve(STORE));
    Files.copy(stage.gateway().data().resolve("sluice.lock"), copy.resolve("data/sluice.lock"));
    return copy;
  }

  private static GatewayProcess gateway(Stage stage, Path copy) {
    return GatewayProcess.in(copy, stage.brokerUri(), "256m", Stage.quick());
  }

  private static void second(Stage stage) {
    try (GatewayProcess second =
        GatewayProcess.in(stage.directory(), stage.brokerUri(), "128m", Stage.quick())) {
      second.begin();
      stage
          .figures()
          .exactly("second gateway's exit code", second.exitCode(STARTS_AT_MOST), NOT_REACHABLE);
    }
  }

  private interface Damage {
    void to(RandomAccessFile file) throws IOException;
  }

  private static void flip(RandomAccessFile file, long at) throws IOException {
    file.seek(at);
    int before = file.read();
    file.seek(at);
    file.write(before ^ 0x10);
  }

  private static void damaged(Stage stage, double skus, String how, Damage damage)
      throws IOException {
    Path copy = copy(stage, how);
    try (RandomAccessFile file = new RandomAccessFile(copy.resolve(STORE).toFile(), "rw")) {
      damage.to(file);
    }
    try (GatewayProcess gateway = gateway(stage, copy)) {
      gateway.begin();
      judge(stage, skus, how, gateway);
    }
  }

  private static void judge(Stage stage, double skus, String how, GatewayProcess gateway) {
    boolean up =
        Waiting.holdsWithin(
            STARTS_AT_MOST, () -> !gateway.isAlive() || gateway.log().contains("Ready. API on"));
    if (!up) {
      stage.figures().holds(how, false, "neither starts nor ends");
    } else if (gateway.isAlive()) {
      gateway.awaitReady();
      double found = gateway.api().metric("sluice_catalog_skus");
      stage.figures().holds(how + ": starts with all", found == skus, found + " SKUs of " + skus);
    } else {
      boolean named = gateway.log().contains("sluice.mv.db");
      stage.figures().holds(how + ": refused by name", named, gateway.log());
    }
  }
}
