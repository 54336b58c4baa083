package io.sluice.trials.faults.rows;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.GatewayFiles;
import io.sluice.trials.GatewayProcess;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** D2: a second gateway on the same store, and stores that somebody damaged. */
final class DamagedStore {
  static final Row ROW =
      new Row(
          "D2",
          "second gateway; torn, flipped, cut store",
          "second one ends with 69; damage is named or harmless, never an emptied store",
          DamagedStore::play);

  private static final int NOT_REACHABLE = 69;
  private static final Duration STARTS_AT_MOST = Duration.ofSeconds(60);

  private DamagedStore() {}

  private static void play(Stage stage) throws IOException {
    List<ChannelSpec> channels = stage.fourChannels();
    stage.startUnderLoad(channels);
    stage.lasts(1, 20);
    second(stage);
    stage.finish();
    double skus = stage.api().metric("sluice_catalog_skus");
    stage.gateway().sigterm(Duration.ofSeconds(60));
    Random random = new Random(11);
    damaged(stage, skus, "half cut off", file -> file.setLength(file.length() / 2));
    damaged(stage, skus, "last page torn", file -> file.setLength(file.length() - 2_048));
    damaged(stage, skus, "emptied", file -> file.setLength(0));
    for (int flip = 0; flip < stage.size().of(3, 40); flip++) {
      long at = random.nextLong(Files.size(stage.gateway().data().resolve("sluice.mv.db")));
      damaged(stage, skus, "byte " + at + " flipped", file -> flip(file, at));
    }
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
    Path copy = Files.createDirectories(stage.directory().resolve("copy/" + how.replace(' ', '-')));
    GatewayFiles.write(copy, stage.settings(), stage.fourChannels());
    Path store = Files.createDirectories(copy.resolve("data")).resolve("sluice.mv.db");
    Files.copy(stage.gateway().data().resolve("sluice.mv.db"), store);
    try (RandomAccessFile file = new RandomAccessFile(store.toFile(), "rw")) {
      damage.to(file);
    }
    try (GatewayProcess gateway =
        GatewayProcess.in(copy, stage.brokerUri(), "256m", Stage.quick())) {
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
