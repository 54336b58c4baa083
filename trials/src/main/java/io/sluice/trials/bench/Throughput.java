package io.sluice.trials.bench;

import io.sluice.trials.ChannelSpec;
import io.vertx.core.json.JsonObject;
import java.util.function.UnaryOperator;

/** How many events a second reach five channels that answer at once. */
final class Throughput implements Scenario {
  static final int WARM_UP = 100_000;

  /** A quarter of a minute of a quick machine; in less, what is left to compile decides. */
  private static final int EVENTS = 150_000;

  private final UnaryOperator<ChannelSpec> specs;
  private final boolean competing;

  /**
   * @param specs what is changed about the gateway's channels
   * @param competing whether it is measured with the publisher working beside it, too
   */
  Throughput(UnaryOperator<ChannelSpec> specs, boolean competing) {
    this.specs = specs;
    this.competing = competing;
  }

  @Override
  public JsonObject measure(Stage stage, Plan plan) {
    Rounds live = new Rounds("events/s");
    Rounds filled = new Rounds("events/s");
    try (Contest contest = stage.contest(specs)) {
      contest.each(
          one -> {
            Tell.run("warm-up", one, stage.competing(one, plan.events(WARM_UP)));
            Tell.run("warm-up", one, stage.filledFirst(one, plan.events(WARM_UP)));
          });
      contest.rounds(
          plan,
          one -> {
            if (competing) {
              Run run = stage.competing(one, plan.events(EVENTS));
              live.add(one.name(), run.perSecond());
              Tell.run("publisher competing", one, run);
            }
            Run run = stage.filledFirst(one, plan.events(EVENTS));
            filled.add(one.name(), run.perSecond());
            Tell.run("queue filled first", one, run);
          });
    }
    JsonObject result = new JsonObject();
    if (competing) {
      result.put("competing", live.toJson());
    }
    return result.put("filled", filled.toJson());
  }
}
