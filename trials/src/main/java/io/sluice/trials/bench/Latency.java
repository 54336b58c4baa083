package io.sluice.trials.bench;

import io.vertx.core.json.JsonObject;

/** How long an event is on its way, on a quiet day: 500 a second, everything warm. */
final class Latency implements Scenario {
  private static final int PER_SECOND = 500;
  private static final int WARM_SECONDS = 60;
  private static final int SECONDS = 20;

  @Override
  public JsonObject measure(Stage stage, Plan plan) {
    Rounds p50 = new Rounds("ms");
    Rounds p99 = new Rounds("ms");
    try (Contest contest = stage.contest(spec -> spec)) {
      contest.each(
          one -> {
            Tell.run("warm-up", one, stage.competing(one, plan.events(Throughput.WARM_UP)));
            int paced = plan.events(WARM_SECONDS * PER_SECOND);
            Tell.run("warm-up, paced", one, stage.paced(one, paced, PER_SECOND));
          });
      contest.rounds(
          plan,
          one -> {
            Run run = stage.paced(one, plan.events(SECONDS * PER_SECOND), PER_SECOND);
            Tell.run("500 events/s", one, run);
            p50.add(one.name(), run.p50());
            p99.add(one.name(), run.p99());
          });
    }
    JsonObject result = new JsonObject().put("p50", p50.toJson()).put("p99", p99.toJson());
    if (p50.has("sluice") && p50.has("bare")) {
      result.put("p50 above bare", Rounds.rounded(p50.medianDifference("sluice", "bare")));
    }
    return result;
  }
}
