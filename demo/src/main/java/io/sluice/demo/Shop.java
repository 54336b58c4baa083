package io.sluice.demo;

import io.sluice.demo.shop.Catalogue;
import io.sluice.demo.shop.Changes;
import io.sluice.demo.shop.ShopDay;
import io.sluice.demo.shop.Variant;
import io.sluice.demo.stage.Stage;
import io.sluice.demo.stage.StageFiles;
import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.PimEvent;
import io.sluice.simulator.pim.Publisher;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a catalogue and then its changes, on a thread of its own, until it is closed. Holds
 * back where the broker has too much already.
 */
final class Shop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Shop.class);

  static final int PRODUCTS = 200;

  private static final long SEED = 1;
  private static final int CATALOGUE_RATE = 300;
  private static final long WAITING_AT_MOST = 10_000;
  private static final long PUBLISHER_CLOSES_MS = 2_000;

  private final Stage stage;
  private final Catalogue catalogue = catalogue();
  private final Instant begun;
  private final AtomicLong published = new AtomicLong();
  private final Thread thread = new Thread(this::run, "shop");
  private volatile boolean closed;

  Shop(Stage stage, Instant begun) {
    this.stage = stage;
    this.begun = begun;
    thread.setDaemon(true);
  }

  /** What it sells. */
  static Catalogue catalogue() {
    return Catalogue.of(SEED, PRODUCTS);
  }

  void open() {
    thread.start();
  }

  long published() {
    return published.get();
  }

  /** All that it sells. */
  Set<String> skus() {
    return catalogue.products().stream()
        .flatMap(
            product ->
                Stream.concat(
                    Stream.of(product.sku()), product.variants().stream().map(Variant::sku)))
        .collect(Collectors.toSet());
  }

  private void run() {
    // Ids that no earlier demo has given.
    EventWriter writer = new EventWriter("/demo/shop", begun.toEpochMilli() * 1_000, 0);
    Changes changes = new Changes(catalogue, SEED, writer);
    try (Publisher publisher =
        new Publisher(stage.amqpUri(), StageFiles.EXCHANGE, event -> published.incrementAndGet())) {
      for (PimEvent event : changes.catalogue()) {
        publish(publisher, event, CATALOGUE_RATE);
      }
      while (!closed) {
        publish(publisher, changes.next(), ShopDay.rate(Duration.between(begun, Instant.now())));
      }
    }
  }

  private void publish(Publisher publisher, PimEvent event, int perSecond) {
    if (closed) {
      return;
    }
    try {
      publisher.publish(event);
    } catch (IllegalStateException brokerAway) {
      // Kept by the publisher, and sent before the next.
      LOG.warn("The broker does not take events", brokerAway);
    }
    LockSupport.parkNanos(1_000_000_000L / perSecond);
    while (!closed && stage.waiting() > WAITING_AT_MOST) {
      LockSupport.parkNanos(1_000_000_000L);
    }
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join(PUBLISHER_CLOSES_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
