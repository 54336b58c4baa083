package io.sluice.trials.faults.rows;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import io.sluice.trials.faults.net.FaultyLink;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * N1: nobody listens; the server behind a name moves, while the name service hangs, then knows
 * nothing of it, then knows its new address.
 */
final class Unreachable {
  static final Row ROW =
      new Row(
          "N1",
          "channel refuses; name hangs, unknown, elsewhere",
          "offline; <= 3 tries per probe_every; found at its new address <= 10 s; others unharmed",
          Unreachable::play);

  private static final String OLD = "127.0.0.1";

  /** All of 127/8 is this machine. */
  private static final String NEW = "127.0.0.2";

  private static final String BREAKER = "breaker: { open_after_failures: 5, probe_every: 1s }";
  private static final Pattern BLOCKED = Pattern.compile("has been blocked for ([0-9]+) ms");
  private static final Duration FOUND_AT_MOST = Duration.ofSeconds(10);

  private Unreachable() {}

  private static void play(Stage stage) throws IOException {
    try (Names names = Names.in(stage.directory(), OLD)) {
      List<ChannelSpec> channels = new ArrayList<>(stage.fourChannels());
      channels.add(stage.state("refuses").with(BREAKER));
      ChannelSpec direct = stage.state("named");
      channels.add(named(stage.linked(direct), names).with(BREAKER).with("total_timeout: 2s"));
      stage.startUnderLoad(channels, names.options());
      Isolation isolation = Isolation.begin(stage);
      stage.lasts(2, 20);
      isolation.faultBegins();
      stage.simulator().goDown("refuses");
      int port = stage.link("named").port();
      stage.link("named").close();
      unresolved(stage, names);
      int target = URI.create(direct.url()).getPort();
      try (FaultyLink moved = FaultyLink.at(InetAddress.getByName(NEW), port, target)) {
        found(stage, names, moved);
        isolation.faultEnds();
        stage.simulator().comeUp("refuses");
        stage.finish();
      }
      isolation.judge();
      // Vert.x tells of two seconds and more. A hanging look-up on the loop would take four.
      double allowed = 2 + isolation.machineWaits().toMillis() / 1e3;
      stage.figures().atMost("event loop blocked", longestBlocked(stage), allowed, " s");
    }
  }

  private static ChannelSpec named(ChannelSpec channel, Names names) {
    return new ChannelSpec(
        channel.name(), channel.url().replace(OLD, names.host()), false, channel.lines());
  }

  private static void unresolved(Stage stage, Names names) throws IOException {
    names.hang();
    awaitOffline(stage, "refuses");
    awaitOffline(stage, "named");
    long before = attempts(stage);
    long begun = System.nanoTime();
    stage.lasts(4, 60);
    double seconds = (System.nanoTime() - begun) / 1e9;
    // Three probes after each second, and those of the first and last.
    stage
        .figures()
        .atMost(
            "tries while offline",
            (double) (attempts(stage) - before),
            Math.ceil(3 * (seconds + 2)),
            "");
    names.forget();
    boolean told =
        Waiting.holdsWithin(
            FOUND_AT_MOST, () -> problem(stage).contains("the host name is unknown"));
    stage.figures().holds("unknown name is told", told, problem(stage));
  }

  private static void found(Stage stage, Names names, FaultyLink moved) throws IOException {
    long before = stage.simulator().summary("named").updates();
    names.leadTo(NEW);
    Duration found =
        Waiting.until(
            "updates arrive at the new address",
            Stage.AT_MOST,
            () -> moved.connections() > 0 && stage.simulator().summary("named").updates() > before);
    stage.figures().atMost("found at its new address after", found, FOUND_AT_MOST);
  }

  private static long attempts(Stage stage) {
    return stage.api().channel("refuses").getLong("attempts");
  }

  private static String problem(Stage stage) {
    return String.valueOf(stage.api().channel("named").getString("lastProblem"));
  }

  /** In seconds. */
  private static double longestBlocked(Stage stage) {
    return BLOCKED
        .matcher(stage.gateway().log())
        .results()
        .mapToDouble(blocked -> Long.parseLong(blocked.group(1)) / 1e3)
        .max()
        .orElse(0);
  }

  private static void awaitOffline(Stage stage, String channel) {
    Duration after =
        Waiting.until(
            channel + " is offline",
            Stage.AT_MOST,
            () -> stage.api().channel(channel).getString("state").equals("offline"));
    stage.figures().note(channel + " offline after", after.toMillis() + " ms");
  }
}
