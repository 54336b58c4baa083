package io.sluice.trials.bench;

import io.sluice.trials.ChannelSpec;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** How many events a second reach five channels that answer at once. */
final class Throughput implements Scenario {
  private static final int WARM_UP = 100_000;
  private static final int EVENTS = 60_000;

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

  /** One pipe with its publisher. */
  private record Contestant(Pipe pipe, Load load) {}

  @Override
  public JsonObject measure(Stage stage, Plan plan) {
    List<Contestant> contestants = new ArrayList<>();
    try {
      for (Pipe pipe : stage.pipes(specs)) {
        Contestant contestant = new Contestant(pipe, stage.load(pipe));
        contestants.add(contestant);
        Run warm = stage.competing(pipe, contestant.load, plan.events(WARM_UP));
        Tell.run("warm-up", pipe, warm);
      }
      Rounds live = new Rounds("events/s");
      Rounds filled = new Rounds("events/s");
      for (int round = 1; round <= plan.rounds(); round++) {
        for (Contestant one : contestants) {
          if (competing) {
            Run run = stage.competing(one.pipe, one.load, plan.events(EVENTS));
            live.add(one.pipe.name(), run.perSecond());
            Tell.run("publisher competing", one.pipe, run);
          }
          Run run = stage.filledFirst(one.pipe, one.load, plan.events(EVENTS));
          filled.add(one.pipe.name(), run.perSecond());
          Tell.run("queue filled first", one.pipe, run);
        }
      }
      JsonObject result = new JsonObject();
      if (competing) {
        result.put("competing", live.toJson());
      }
      return result.put("filled", filled.toJson());
    } finally {
      for (Contestant one : contestants) {
        one.load.close();
        one.pipe.close();
      }
    }
  }
}
