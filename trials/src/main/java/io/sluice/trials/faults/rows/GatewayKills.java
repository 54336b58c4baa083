package io.sluice.trials.faults.rows;

import static java.util.stream.Collectors.joining;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.GatewayProcess;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Size;
import io.sluice.trials.faults.Stage;
import java.time.Duration;
import java.time.Instant;
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
              "ready again <= 10 s, backlog of 100,000 (short: 2,000); again only what was not written",
              GatewayKills::play)
          .takingLong();

  private static final List<String> UP = List.of("shop", "market", "events", "copies");

  /**
   * A slot is free for the next call as soon as the answer is there, so what comes again is no
   * number of calls but of a time: a commit that had begun, the one that takes what gathered
   * meanwhile, and the way of an answer.
   */
  private static final Duration UNWRITTEN_AT_MOST = Duration.ofSeconds(2);

  /** Each kind of moment once: around the journal, the broker, a call. */
  private static final List<KillPoint> FEW =
      List.of(
          KillPoint.STORE_WRITTEN,
          KillPoint.BEFORE_ACK,
          KillPoint.AT_RANDOM,
          KillPoint.BEFORE_REQUEST,
          KillPoint.BEFORE_ANSWER,
          KillPoint.AFTER_ANSWER);

  private static final Duration READY_AT_MOST = Duration.ofSeconds(10);

  private GatewayKills() {}

  private static void play(Stage stage) {
    List<ChannelSpec> channels = new ArrayList<>();
    stage.fourChannels().forEach(channel -> channels.add(stage.linked(channel)));
    channels.add(stage.stream("down").batchOf(100).with("breaker: { probe_every: 1s }"));
    GatewayProcess gateway = stage.gateway(channels);
    gateway.start();
    stage.awaitConnected();
    stage.publish();
    stage.simulator().goDown("down");
    Backlog.publish(stage, stage.size().of(2_000, 100_000));
    List<Repeats.Kill> kills = new ArrayList<>();
    Duration slowest = killed(stage, gateway, kills);
    stage.simulator().comeUp("down");
    stage.finish();
    stage.figures().note("kills", kills.size());
    stage.figures().atMost("ready again after", slowest, READY_AT_MOST);
    judge(stage, new Repeats(kills, UP.stream().map(stage::requests).toList()));
  }

  private static void judge(Stage stage, Repeats repeats) {
    List<String> unexplained = repeats.withoutKill();
    stage
        .figures()
        .holds("came again only after a kill", unexplained.isEmpty(), describe(unexplained));
    stage.figures().note("came again after one kill, most", repeats.most());
    stage
        .figures()
        .atMost("came again, answered before by", repeats.longestUnwritten(), UNWRITTEN_AT_MOST);
  }

  private static String describe(List<String> unexplained) {
    return unexplained.size() + ", " + unexplained.stream().limit(3).collect(joining("; "));
  }

  private static Duration killed(Stage stage, GatewayProcess gateway, List<Repeats.Kill> kills) {
    Random random = new Random(7);
    Duration slowest = Duration.ZERO;
    for (int kill = 0; kill < stage.size().of(FEW.size(), 200); kill++) {
      point(stage, kill).kill(stage, List.of("shop", "events", "copies").get(kill / 2 % 3), random);
      Instant killed = Instant.now();
      long begun = System.nanoTime();
      gateway.start();
      slowest = Stops.longer(slowest, Duration.ofNanos(System.nanoTime() - begun));
      kills.add(new Repeats.Kill(killed, Instant.now()));
    }
    return slowest;
  }

  private static KillPoint point(Stage stage, int kill) {
    if (stage.size() == Size.SHORT) {
      return FEW.get(kill);
    }
    KillPoint[] all = KillPoint.values();
    return kill % 2 == 0 ? all[1 + kill / 2 % (all.length - 1)] : KillPoint.AT_RANDOM;
  }
}
