package io.sluice.trials.bench;

import io.sluice.trials.Waiting;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** What an event costs when there are many behind it: 1,000,000 against 10,000, in 256 MB. */
final class BacklogDrain implements Scenario {
  private static final String HEAP = "256m";
  private static final int SMALL = 10_000;
  private static final int LARGE = 1_000_000;
  private static final Duration QUIET = Duration.ofSeconds(2);

  @Override
  public JsonObject measure(Stage stage, Plan plan) {
    Rounds small = new Rounds("microseconds of processor per event");
    try (GatewayPipe pipe =
            stage.gatewayOfOne(
                spec -> spec.with("breaker: { open_after_failures: 5, probe_every: 1s }"), HEAP);
        Load load = stage.load(pipe)) {
      // The way from the journal is another one than from memory, and is compiled as late.
      drained(stage, pipe, load, plan.events(LARGE));
      rounds(small, stage, pipe, load, plan);
      Drained large = drained(stage, pipe, load, plan.events(LARGE));
      // A process is faster the longer it ran: what is compared lies on both sides.
      rounds(small, stage, pipe, load, plan);
      return new JsonObject()
          .put("unit", "microseconds of processor per event")
          .put("events", plan.events(LARGE))
          .put("heap", HEAP)
          .put("sluice", Rounds.rounded(large.microseconds()))
          .put("behind 10,000", small.toJson())
          .put("ratio", Rounds.rounded(large.microseconds() / small.median("sluice")))
          .put("events/s", Rounds.rounded(large.perSecond()))
          .put("peak memory MB", pipe.gateway().peakMemoryBytes() >> 20);
    }
  }

  private static void rounds(Rounds small, Stage stage, GatewayPipe pipe, Load load, Plan plan) {
    for (int round = 0; round < plan.rounds(); round++) {
      small.add("sluice", drained(stage, pipe, load, plan.events(SMALL)).microseconds());
    }
  }

  /** What the store tidies up after an earlier million is no cost of the events that follow. */
  private static void awaitQuiet(long pid) {
    Waiting.until(
        "the gateway is quiet",
        Stage.AT_MOST,
        () -> {
          ProcessorTime before = ProcessorTime.of(pid);
          Waiting.passes(QUIET);
          return ProcessorTime.of(pid).since(before).all() < 0.05 * QUIET.toMillis() / 1e3;
        });
  }

  private record Drained(double microseconds, double perSecond) {}

  /** Lets so many gather while the channel is down, and measures how they go out. */
  private static Drained drained(Stage stage, GatewayPipe pipe, Load load, int events) {
    stage.sink().down(0);
    load.publish(events);
    pipe.awaitBacklog("c0", events, Stage.AT_MOST);
    awaitQuiet(pipe.pid());
    stage.sink().reset();
    ProcessorTime before = ProcessorTime.of(pipe.pid());
    stage.sink().down();
    ArrivalReport report =
        stage.sink().await(all -> all.get(0).updates() >= events, Stage.AT_MOST).get(0);
    double seconds = ProcessorTime.of(pipe.pid()).since(before).all();
    Drained drained = new Drained(seconds * 1e6 / events, report.perSecond());
    Tell.line(
        "%,9d behind: %.0f microseconds each, %,.0f events/s, peak memory %d MB",
        events, drained.microseconds, drained.perSecond, pipe.gateway().peakMemoryBytes() >> 20);
    return drained;
  }
}
