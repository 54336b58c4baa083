package io.sluice.trials.faults.rows;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Row;
import io.sluice.trials.faults.Stage;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** N10: a channel that comes and goes, and one that has much to catch up. */
final class Flapping {
  static final Row ROW =
      new Row(
              "N10",
              "up and down in turns; long offline",
              "order on drain; drains at >= 80 % of the steady rate; others unharmed",
              Flapping::play)
          .takingLong();

  private Flapping() {}

  private static void play(Stage stage) {
    List<ChannelSpec> channels = new ArrayList<>(stage.fourChannels());
    for (String name : List.of("flaps", "late")) {
      channels.add(stage.stream(name).batchOf(50).with("breaker: { probe_every: 1s }"));
    }
    stage.startUnderLoad(channels);
    Isolation isolation = Isolation.begin(stage);
    stage.lasts(2, 20);
    int events = stage.size().of(4_000, 300_000);
    double steady = steadyRate(stage, events);
    isolation.faultBegins();
    int seconds = stage.size().of(1_000, 5_000);
    stage
        .simulator()
        .control(
            "flaps",
            new JsonObject()
                .put("flapping", new JsonObject().put("down_ms", seconds).put("up_ms", seconds)));
    stage.simulator().goDown("late");
    stage.lasts(5, 200);
    isolation.faultEnds();
    Backlog.publish(stage, events, 2_000_000_000L);
    Waiting.until("all is taken", Stage.AT_MOST.multipliedBy(3), () -> stage.desk().waiting() == 0);
    stage.simulator().control("flaps", new JsonObject().put("down", false));
    double drain = drainRate(stage);
    stage.figures().atLeast("drains, % of steady rate", Math.rint(100 * drain / steady), 80, "");
    stage.figures().note("drains", Math.round(drain) + " events/s");
    stage.finish();
    isolation.judge();
  }

  /** Events a second that the channel takes while it is up and events come without a pause. */
  private static double steadyRate(Stage stage, int events) {
    long before = stage.simulator().summary("late").updates();
    long begun = System.nanoTime();
    Backlog.publish(stage, events);
    Waiting.until(
        "late has all",
        Stage.AT_MOST.multipliedBy(3),
        () -> stage.api().channel("late").getLong("backlog") < 50);
    return rate(stage, before, begun);
  }

  private static double drainRate(Stage stage) {
    stage.simulator().comeUp("late");
    Waiting.until(
        "late is there again",
        Duration.ofSeconds(30),
        () -> !stage.api().channel("late").getString("state").equals("offline"));
    long before = stage.simulator().summary("late").updates();
    long begun = System.nanoTime();
    Waiting.until(
        "late has all",
        Stage.AT_MOST.multipliedBy(3),
        () -> stage.api().channel("late").getLong("backlog") < 50);
    return rate(stage, before, begun);
  }

  private static double rate(Stage stage, long before, long begun) {
    double seconds = (System.nanoTime() - begun) / 1e9;
    return (stage.simulator().summary("late").updates() - before) / seconds;
  }
}
