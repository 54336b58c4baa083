package io.sluice.trials.faults.rows;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.GatewayProcess;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * P1: half of the kills come at random, half at chosen moments, in turns. A stream that is down
 * holds a backlog meanwhile.
 */
final class GatewayKills {
  static final Row ROW =
      new Row(
          "P1",
          "kill -9 of the gateway under load",
          "nothing lost; ready again <= 10 s with a backlog of 100,000 (short: 2,000)",
          GatewayKills::play);

  /** Four channels with 8 calls in flight, of at most 50 updates where they take batches. */
  private static final int IN_FLIGHT = 2 * 8 + 2 * 8 * 50;

  /** As many again were answered and not yet written down. */
  private static final int AGAIN_AT_MOST = 2 * IN_FLIGHT;

  private static final Duration READY_AT_MOST = Duration.ofSeconds(10);

  private GatewayKills() {}

  private static void play(Stage stage) {
    List<ChannelSpec> channels = new ArrayList<>();
    stage.fourChannels().forEach(channel -> channels.add(stage.linked(channel)));
    channels.add(stage.stream("down").batchOf(100).with("breaker: { probe_every: 1s }"));
    stage.simulator().goDown("down");
    GatewayProcess gateway = stage.gateway(channels);
    gateway.start();
    stage.awaitConnected();
    Backlog.publish(stage, stage.size().of(2_000, 100_000));
    stage.beginLoad(200);
    int kills = stage.size().of(9, 200);
    Duration slowest = killed(stage, gateway, kills);
    stage.simulator().comeUp("down");
    var found = stage.finish();
    stage.figures().note("kills", kills);
    stage.figures().atMost("ready again after", slowest, READY_AT_MOST);
    stage
        .figures()
        .atMost("came again per kill", found.duplicates() / (double) kills, AGAIN_AT_MOST, "");
  }

  private static Duration killed(Stage stage, GatewayProcess gateway, int kills) {
    Random random = new Random(7);
    Duration slowest = Duration.ZERO;
    KillPoint[] points = KillPoint.values();
    for (int kill = 0; kill < kills; kill++) {
      KillPoint point =
          kill % 2 == 0 ? points[1 + kill / 2 % (points.length - 1)] : KillPoint.AT_RANDOM;
      point.kill(stage, List.of("shop", "events", "copies").get(kill / 2 % 3), random);
      long begun = System.nanoTime();
      gateway.start();
      Duration took = Duration.ofNanos(System.nanoTime() - begun);
      slowest = took.compareTo(slowest) > 0 ? took : slowest;
    }
    return slowest;
  }
}
