package io.sluice.trials.bench;

import io.vertx.core.json.JsonObject;

/** A channel that takes its time: what limits is then calls in parallel by the time of a call. */
final class Marketplace implements Scenario {
  private static final int LATENCY_MS = 50;
  private static final int PARALLEL = 32;
  private static final double LIMIT = PARALLEL * 1000.0 / LATENCY_MS;
  private static final int EVENTS = 9_600;

  /** A peer that keeps order by one call at a time would take ten minutes for as many. */
  private static final int EVENTS_ONE_BY_ONE = 300;

  @Override
  public JsonObject measure(Stage stage, Plan plan) {
    Rounds rates = new Rounds("events/s");
    try (Contest contest =
        stage.contest(spec -> spec.with("limits: { parallel: %d }".formatted(PARALLEL)))) {
      contest.each(
          one -> Tell.run("warm-up", one, stage.competing(one, plan.events(Throughput.WARM_UP))));
      stage.sink().latency(LATENCY_MS);
      contest.rounds(
          plan,
          one -> {
            boolean oneByOne = one.name().equals("camel");
            Run run = stage.filledFirst(one, plan.events(oneByOne ? EVENTS_ONE_BY_ONE : EVENTS));
            Tell.run("50 ms a call", one, run);
            rates.add(one.name(), run.perSecond());
          });
    } finally {
      stage.sink().latency(0);
    }
    return rates
        .toJson()
        .put("limit", LIMIT)
        .put("of the limit", Rounds.rounded(rates.median("sluice") / LIMIT));
  }
}
