package io.sluice.trials.bench;

import io.sluice.trials.ChannelSpec;
import io.vertx.core.json.JsonObject;

/** A channel that keeps the newest per SKU: how many calls it gets after an outage. */
final class Conflate implements Scenario {
  private static final int SKUS = 1_000;
  private static final int EVENTS = 50_000;
  private static final int DOWN = 0;

  @Override
  public JsonObject measure(Stage stage, Plan plan) {
    Rounds calls = new Rounds("calls");
    int events = plan.events(EVENTS);
    try (GatewayPipe pipe =
            stage.gateway(
                spec ->
                    ChannelSpec.state(spec.name(), spec.url())
                        .with("breaker: { open_after_failures: 5, probe_every: 1s }"));
        Load load = stage.load(pipe, SKUS)) {
      for (int round = 0; round < plan.rounds(); round++) {
        stage.sink().down(DOWN);
        load.publish(events);
        pipe.awaitDrained(name -> !name.equals("c" + DOWN), Stage.AT_MOST);
        stage.sink().reset();
        stage.sink().down();
        pipe.awaitDrained(name -> true, Stage.AT_MOST);
        long count = stage.sink().reports().get(DOWN).calls();
        calls.add("sluice", (double) count);
        Tell.line("%,d events over %,d SKUs while down, then %,d calls", events, SKUS, count);
      }
    }
    return calls
        .toJson()
        .put("skus", SKUS)
        .put("ratio", Rounds.rounded(calls.median("sluice") / SKUS));
  }
}
