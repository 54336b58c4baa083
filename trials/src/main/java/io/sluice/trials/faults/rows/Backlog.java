package io.sluice.trials.faults.rows;

import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.Publisher;
import io.sluice.trials.GatewayFiles;
import io.sluice.trials.Workload;
import io.sluice.trials.faults.Stage;

/** Publishes many events at once, of products that the load knows nothing of. */
final class Backlog {
  private static final long FAR = 1_000_000_000L;
  private static final int SKUS = 1_000;

  private Backlog() {}

  static void publish(Stage stage, int events) {
    publish(stage, events, FAR);
  }

  /**
   * @param after number that the events come after
   */
  static void publish(Stage stage, int events, long after) {
    String uri = stage.broker().uri();
    try (Publisher publisher =
        new Publisher(uri, GatewayFiles.EXCHANGE, stage.history()::confirmed)) {
      EventWriter writer = new EventWriter("/trial", after, 100);
      for (int event = 0; event < events; event++) {
        publisher.publish(writer.stock("many-" + Workload.sku(event % SKUS), "BER", event));
      }
      publisher.awaitConfirmed();
    }
  }
}
