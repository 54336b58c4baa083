package io.sluice.trials.bench;

import io.sluice.simulator.check.FactKey;
import io.sluice.simulator.pim.Pace;
import io.sluice.simulator.pim.PimEvent;
import io.sluice.simulator.pim.Publisher;
import java.nio.charset.StandardCharsets;

/**
 * Publishes changes of stock for one pipe, each of half a KiB, with confirms. The version of an
 * event is the nanosecond of its publication, which rises; the sink reads age and order from it.
 * One thread.
 */
final class Load implements AutoCloseable {
  private static final String PADDING = "x".repeat(280);

  private final Publisher publisher;
  private final int skus;
  private long last;
  private long count;

  Load(String brokerUri, String exchange, int skus) {
    this.publisher = new Publisher(brokerUri, exchange, confirmed -> {});
    this.skus = skus;
  }

  /** As fast as the broker confirms. */
  void publish(int events) {
    for (int i = 0; i < events; i++) {
      publisher.publish(event());
    }
    publisher.awaitConfirmed();
  }

  void publish(int events, double perSecond) {
    Pace pace = new Pace(perSecond);
    for (int i = 0; i < events; i++) {
      pace.await();
      publisher.publish(event());
    }
    publisher.awaitConfirmed();
  }

  private PimEvent event() {
    last = Math.max(last + 1, System.nanoTime());
    // Each SKU has its turn, as in a feed: what meets in one lane is not what is measured here.
    String sku = "SKU-" + count++ % skus;
    String text =
        "{\"specversion\":\"1.0\",\"id\":\""
            + last
            + "\",\"source\":\"/load\",\"type\":\"product.stock.changed\",\"subject\":\""
            + sku
            + "\",\"sequence\":\""
            + last
            + "\",\"data\":{\"sku\":\""
            + sku
            + "\",\"quantity\":"
            + count % 1000
            + ",\"warehouse\":\"BER\",\"note\":\""
            + PADDING
            + "\"}}";
    return new PimEvent(
        last, new FactKey(sku, "stock", "BER"), "", text.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    publisher.close();
  }
}
