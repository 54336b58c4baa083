package io.sluice.trials.bench;

import io.vertx.core.json.JsonObject;

/** One question about speed, with the figure that answers it. */
interface Scenario {
  /**
   * Runs everything and tells as it goes. Figures by name, each with its unit; under {@code missed}
   * what was not as it has to be, in words.
   */
  JsonObject measure(Stage stage, Plan plan);
}
