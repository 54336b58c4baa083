package io.sluice.trials.bench;

import io.vertx.core.json.JsonObject;

/** From the command to a process that is ready, with an empty store. */
final class Startup implements Scenario {
  @Override
  public JsonObject measure(Stage stage, Plan plan) {
    Rounds seconds = new Rounds("s");
    for (int round = 0; round <= plan.rounds(); round++) {
      for (String name : stage.names()) {
        long begun = System.nanoTime();
        Pipe pipe = stage.launched(name);
        double took = (System.nanoTime() - begun) / 1e9;
        pipe.close();
        if (round > 0) {
          seconds.add(name, took);
          Tell.line("%-8s ready after %.2f s", name, took);
        }
      }
    }
    return seconds.toJson();
  }
}
