package io.sluice.demo.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.demo.broker.EmbeddedBroker;
import io.sluice.demo.market.Books;
import io.sluice.demo.market.Market;
import io.sluice.demo.market.Markets;
import io.sluice.demo.shop.Catalogue;
import io.sluice.demo.shop.Changes;
import io.sluice.gateway.Main;
import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.PimEvent;
import io.sluice.simulator.pim.Publisher;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The gateway as a process, killed while it creates listings. In real time: what a kill leaves open
 * is asked for at the marketplaces, and not simply sent again.
 */
class KilledMorningTest {
  private static final int PRODUCTS = 12;
  private static final Duration AT_MOST = Duration.ofMinutes(4);

  @TempDir private Path directory;

  private final Catalogue catalogue = Catalogue.of(2, PRODUCTS);
  private final Books books = new Books(catalogue);
  private final Changes changes = new Changes(catalogue, 2, new EventWriter("/shop", 0, 0));
  private final int variants =
      catalogue.products().stream().mapToInt(product -> product.variants().size()).sum();

  /** Ends by {@code kill -9}, and with its starter. */
  private record Running(Process process) implements AutoCloseable {
    static Running start(StageFiles files) {
      List<String> command =
          List.of(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Xmx512m",
              "-cp",
              System.getProperty("java.class.path"),
              Main.class.getName(),
              "run",
              "--config",
              files.config().toString(),
              "--data",
              files.store().toString(),
              "--listen",
              "127.0.0.1:0");
      try {
        Process process =
            new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                    Redirect.appendTo(files.directory().resolve("gateway.log").toFile()))
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return new Running(process);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      process.destroyForcibly();
      try {
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private void publish(Publisher publisher, List<PimEvent> events) {
    for (PimEvent event : events) {
      publisher.publish(event);
      books.said(event);
    }
    publisher.awaitConfirmed();
  }

  private static void has(Market market, int listings) {
    await().atMost(AT_MOST).until(() -> market.listings() >= listings);
  }

  @Test
  void nothingIsLostOrCreatedTwiceByKillsWhileListingsAreCreated() {
    StageFiles files = StageFiles.in(directory.resolve("d"));
    Vertx vertx = Vertx.vertx();
    try (EmbeddedBroker broker = EmbeddedBroker.start(0, files.broker())) {
      Markets markets = new Markets(vertx, InstantSource.system(), catalogue);
      files.write(broker.uri(), "127.0.0.1:0", "sequence", markets.sections(), markets.yaml());
      try (Running first = Running.start(files);
          Publisher publisher = new Publisher(broker.uri(), StageFiles.EXCHANGE, event -> {})) {
        publish(publisher, changes.catalogue());
        has(markets.bol(), variants / 4);
      }
      for (Market market : List.of(markets.all().get(0), markets.all().get(2))) {
        try (Running next = Running.start(files)) {
          has(market, variants / 2);
        }
      }
      try (Running last = Running.start(files)) {
        await()
            .atMost(AT_MOST)
            .untilAsserted(() -> assertThat(markets.differences(books)).isEmpty());
        assertThat(markets.violations()).isEmpty();
      }
    } finally {
      vertx.close();
    }
  }
}
