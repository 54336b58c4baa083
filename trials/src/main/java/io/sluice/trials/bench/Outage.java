package io.sluice.trials.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;

/**
 * One of five channels is down while events pass. The others must not notice; afterwards it gets
 * everything in order. Few SKUs, so that order is in danger.
 */
final class Outage implements Scenario {
  private static final int SKUS = 200;
  private static final int EVENTS = 100_000;
  private static final int PER_SECOND = 2_000;
  private static final int DOWN = 0;
  private static final int WARM_UP_CYCLES = 3;
  private static final int UNORDERED_EVENTS = 20_000;

  @Override
  public JsonObject measure(Stage stage, Plan plan) {
    Rounds calm = new Rounds("ms");
    Rounds troubled = new Rounds("ms");
    Rounds rate = new Rounds("events/s");
    Rounds drain = new Rounds("events/s");
    long violations = 0;
    int events = plan.events(EVENTS);
    try (Contest contest =
        stage.contest(
            List.of(
                stage.gateway(
                    spec -> spec.with("breaker: { open_after_failures: 5, probe_every: 1s }"))),
            SKUS)) {
      Contest.Contestant sluice = contest.first();
      warmUp(stage, plan, sluice);
      for (int round = 0; round < plan.rounds(); round++) {
        Run filled = stage.filledFirst(sluice, events);
        Tell.run("all up, filled first", sluice, filled);
        rate.add("sluice", filled.reports().get(DOWN).perSecond());
        Run quiet = stage.paced(sluice, events, PER_SECOND);
        Tell.run("all up", sluice, quiet);
        calm.add("sluice", othersP99(quiet.reports()));
        violations += filled.regressions() + quiet.regressions();

        OneDown outage = oneDown(stage, sluice, events);
        troubled.add("sluice", outage.othersP99());
        drain.add("sluice", outage.drain());
        violations += outage.regressions();
        Tell.line(
            "one down: others' p99 %.2f ms; then %,.0f events/s; older after newer: %d",
            outage.othersP99(), outage.drain(), violations);
      }
    }
    return new JsonObject()
        .put("others p99, all up", calm.toJson())
        .put("others p99, one down", troubled.toJson())
        .put("p99 ratio", Rounds.rounded(troubled.medianRatio("sluice", calm, "sluice")))
        .put("throughput of that channel", rate.toJson())
        .put("drain", drain.toJson())
        .put("drain ratio", Rounds.rounded(drain.medianRatio("sluice", rate, "sluice")))
        .put("order violations", violations)
        .put("camel with 16 consumers", unordered(stage, plan));
  }

  /**
   * Java takes its guesses back the first times that a channel fails, and compiles anew what all
   * channels share: seconds of one of two cores. That is measured once by whoever starts, not here.
   */
  private static void warmUp(Stage stage, Plan plan, Contest.Contestant sluice) {
    Tell.run("warm-up", sluice, stage.competing(sluice, plan.events(Throughput.WARM_UP)));
    for (int cycle = 0; cycle < WARM_UP_CYCLES; cycle++) {
      int events = plan.events(EVENTS / 5);
      Tell.run("warm-up, all up", sluice, stage.paced(sluice, events, PER_SECOND));
      OneDown outage = oneDown(stage, sluice, events);
      Tell.line("warm-up, one down: others' p99 %.2f ms", outage.othersP99());
    }
  }

  /**
   * @param drain events/s of the channel that was down
   */
  private record OneDown(double othersP99, double drain, long regressions) {}

  private static OneDown oneDown(Stage stage, Contest.Contestant sluice, int events) {
    stage.sink().reset();
    stage.sink().down(DOWN);
    sluice.load().publish(events, PER_SECOND);
    List<ArrivalReport> others = stage.sink().await(all -> othersHave(all, events), Stage.AT_MOST);
    stage.sink().down();
    List<ArrivalReport> all = stage.sink().await(events, Stage.AT_MOST);
    return new OneDown(
        othersP99(others),
        all.get(DOWN).perSecond(),
        all.stream().mapToLong(ArrivalReport::regressions).sum());
  }

  private static double othersP99(List<ArrivalReport> reports) {
    return reports.stream().skip(DOWN + 1).mapToDouble(ArrivalReport::p99).max().orElseThrow();
  }

  private static boolean othersHave(List<ArrivalReport> reports, int events) {
    return reports.stream().skip(DOWN + 1).allMatch(one -> one.updates() >= events);
  }

  /** What becomes of the order where several consumers share a queue. */
  private static JsonObject unordered(Stage stage, Plan plan) {
    if (!stage.hasCamel()) {
      return new JsonObject().put("left out", "the profile peers was not built");
    }
    try (Contest contest = stage.contest(List.of(stage.camel(16)), SKUS)) {
      Contest.Contestant camel = contest.first();
      Run run = stage.competing(camel, plan.events(UNORDERED_EVENTS));
      Tell.run("16 consumers", camel, run);
      return new JsonObject()
          .put("events", run.events())
          .put("order violations", run.regressions());
    }
  }
}
