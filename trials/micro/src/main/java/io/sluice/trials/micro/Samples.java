package io.sluice.trials.micro;

import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.PimEvent;
import io.sluice.source.Decoded;
import io.sluice.source.ProductEvent;
import io.sluice.source.RawMessage;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import java.util.Map;
import java.util.Random;

/** Events of about half a KiB: mostly stock, some prices, as a shop has them. */
final class Samples {
  static final int SKUS = 10_000;
  static final long NOW_MS = 1_700_000_000_000L;
  private static final int PADDING_BYTES = 320;
  private static final int PRICES_OF_TEN = 2;

  private final EventWriter events = new EventWriter(PADDING_BYTES);
  private final Random random = new Random(1);
  private final CloudEventsDecoder decoder = new CloudEventsDecoder();

  /** The next message about one SKU. */
  RawMessage message(int sku) {
    String name = "SKU-" + sku;
    PimEvent event =
        random.nextInt(10) < PRICES_OF_TEN
            ? events.price(name, 100 + random.nextInt(100_000))
            : events.stock(name, "BER", random.nextInt(1_000));
    return new RawMessage(
        event.body(), "application/cloudevents+json", Map.of("sku", event.key().sku()));
  }

  ProductEvent event(int sku) {
    return ((Decoded.Event) decoder.decode(message(sku))).event();
  }

  /** As intake hands it on when it is durable. */
  static JournaledEvent journaled(long position, ProductEvent event) {
    return new JournaledEvent(position, "pim", 0, event.sequence(), Decision.NEW, NOW_MS, event);
  }
}
