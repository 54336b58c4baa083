package io.sluice.trials.faults.rows;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * N1: nobody listens, or the name is unknown, then leads elsewhere. Names come from a file that the
 * JDK reads in place of a name service.
 */
final class Unreachable {
  static final Row ROW =
      new Row(
          "N1",
          "channel refuses; name unknown, then known",
          "breaker opens within its threshold; healthy channels' p99 <= 1.5 x before + 0.3 s",
          Unreachable::play);

  private static final int OPEN_AFTER = 5;
  private static final String BREAKER =
      "breaker: { open_after_failures: " + OPEN_AFTER + ", probe_every: 1s }";

  private Unreachable() {}

  private static void play(Stage stage) throws IOException {
    Path hosts = Files.writeString(stage.directory().resolve("hosts"), "127.0.0.1 shop.test\n");
    List<ChannelSpec> channels = new ArrayList<>(stage.fourChannels());
    channels.add(stage.state("refuses").with(BREAKER));
    ChannelSpec named = stage.state("named");
    String url = named.url().replace("127.0.0.1", "shop.test");
    channels.add(new ChannelSpec("named", url, false, named.lines()).with(BREAKER));
    stage.startUnderLoad(channels, "-Djdk.net.hosts.file=" + hosts, "-Dsun.net.inetaddr.ttl=1");
    Isolation isolation = Isolation.begin(stage);
    stage.lasts(3, 20);
    isolation.faultBegins();
    Files.writeString(hosts, "127.0.0.1 other.test\n");
    stage.simulator().goDown("refuses");
    awaitOffline(stage, "refuses");
    long before = stage.api().channel("refuses").getLong("attempts");
    long begun = System.nanoTime();
    stage.lasts(4, 60);
    double seconds = (System.nanoTime() - begun) / 1e9;
    long tries = stage.api().channel("refuses").getLong("attempts") - before;
    // Three probes after each second, and those of the first and last.
    stage.figures().atMost("tries while offline", (double) tries, Math.ceil(3 * (seconds + 2)), "");
    isolation.faultEnds();
    Files.writeString(hosts, "127.0.0.1 shop.test\n");
    stage.simulator().comeUp("refuses");
    stage.finish();
    isolation.judge();
    stage
        .figures()
        .exactly(
            "event loop blocked",
            stage.gateway().log().lines().filter(line -> line.contains("has been blocked")).count(),
            0L);
  }

  private static void awaitOffline(Stage stage, String channel) {
    Duration after =
        Waiting.until(
            channel + " is offline",
            Stage.AT_MOST,
            () -> stage.api().channel(channel).getString("state").equals("offline"));
    stage.figures().note("offline after", after.toMillis() + " ms");
  }
}
