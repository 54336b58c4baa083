package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.channel.CheckpointPace;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.intake.VersionFrom;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.TakeQuery;
import io.sluice.gateway.operations.TakenView;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import io.sluice.store.Store;
import io.sluice.store.StoreConfig;
import io.sluice.store.Stores;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is posted, on the way into a store and to channels that take their time. */
class PostedEventsTest {
  private final Vertx vertx = Vertx.vertx();
  private final Queue<Runnable> unheard = new ConcurrentLinkedQueue<>();
  private final AtomicInteger ids = new AtomicInteger();
  private Store store;
  private PostedEvents posted;

  @BeforeEach
  void open(@TempDir Path directory) throws Exception {
    store =
        Stores.open(
            new StoreConfig(
                "jdbc:h2:file:" + directory.resolve("sluice"),
                StoreConfig.Durability.OS,
                0,
                1,
                500,
                Duration.ZERO,
                1 << 30,
                10_000,
                1 << 20,
                100));
    Catalog catalog = new Catalog();
    List<SourceConfig> sources = sources(directory);
    Intake decisions = new Intake(catalog, Map.of(), 0, 10);
    sources.forEach(each -> decisions.addSource(each.name(), VersionFrom.ARRIVAL, 0));
    Contents contents = new Contents(store, new Events(new CloudEventsDecoder()), 1 << 20);
    IntakeVerticle intake =
        new IntakeVerticle(
            decisions,
            catalog,
            contents,
            new CatalogCheckpoint(catalog, contents, CheckpointPace.CATALOG, 0),
            store,
            InstantSource.system(),
            (batch, heard) -> unheard.add(heard),
            new Meters(),
            null);
    done(vertx.deployVerticle(intake));
    posted = new PostedEvents(sources, vertx, intake::post, () -> null, catalog::isDiscontinued);
  }

  private static List<SourceConfig> sources(Path directory) throws IOException {
    Files.writeString(
        directory.resolve("gateway.yaml"),
        """
        version: 1
        sources:
          pim: { kind: http, version_from: arrival }
          erp: { kind: rabbitmq, uri: "amqp://127.0.0.1:1", version_from: arrival }
        """);
    Files.writeString(
        directory.resolve("channels.yaml"),
        "version: 1\nchannels:\n  shop: { adapter: http, url: 'https://shop.example/' }\n");
    ConfigResult read = ConfigReader.read(directory, Environment.of(Map.of()));
    return ((ConfigResult.Valid) read).configuration().gateway().sources();
  }

  @AfterEach
  void close() throws Exception {
    done(vertx.close());
    store.close();
  }

  private static <T> T done(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  /** An event of about so many bytes. */
  private String event(String sku, int bytes) {
    return """
        {"specversion": "1.0", "id": "%d", "source": "t", "type": "product.updated",
         "data": {"sku": "%s", "name": "%s"}}
        """
        .formatted(ids.incrementAndGet(), sku, "x".repeat(bytes));
  }

  private TakenView take(String body, @Nullable String source, boolean imported) throws Exception {
    String type = body.startsWith("[") ? "cloudevents-batch" : "cloudevents";
    return done(
        posted.take(
            body.getBytes(StandardCharsets.UTF_8),
            "application/" + type + "+json",
            Map.of(),
            new TakeQuery(source, imported)));
  }

  /** Posts until that is refused; how often it was not. */
  private int takeAll(String body) throws Exception {
    for (int count = 0; count < 1_000; count++) {
      try {
        take(body, null, true);
      } catch (java.util.concurrent.ExecutionException e) {
        assertThat(e.getCause())
            .isInstanceOf(OperationException.class)
            .hasMessageContaining("try again shortly");
        return count;
      }
    }
    return 1_000;
  }

  @Test
  void whatAChannelHasNotHeardOfIsHeldAndTheNextIsToldToComeAgain() throws Exception {
    String body = event("A", 1 << 19);
    assertThat(takeAll(body)).isBetween(30, 32);

    unheard.remove().run();

    assertThat(takeAll(body)).isEqualTo(1);
  }

  @Test
  void manySmallEventsCountWithWhatTheyCostBeyondTheirBytes() throws Exception {
    StringBuilder batch = new StringBuilder("[" + event("A", 1));
    for (int i = 0; i < 499; i++) {
      batch.append(',').append(event("B" + i, 1));
    }

    assertThat(takeAll(batch.append(']').toString())).isBetween(20, 30);
  }

  @Test
  void whatIsRefusedHoldsNothing() throws Exception {
    String broken = " ".repeat(1 << 19) + "{}";
    for (int i = 0; i < 100; i++) {
      assertThat(take(broken, null, true).items().get(0).decision()).isEqualTo("refused");
    }
    await().until(unheard::isEmpty);
  }

  @Test
  void whatIsRefusedOfAFileIsAnsweredAndNotKept() throws Exception {
    String broken = "{\"specversion\": \"1.0\"}";
    take(broken, null, false);

    for (int i = 0; i < 200; i++) {
      TakenView.Item item = take(broken, null, true).items().get(0);
      assertThat(item.decision()).isEqualTo("refused");
      assertThat(item.message()).isNotNull();
    }

    assertThat(store.refused(Long.MAX_VALUE, 10)).hasSize(1);
    assertThat(store.status().refusedDropped()).isZero();
  }

  @Test
  void messagesCountForTheSourceThatSaidThemAndThoseOfAFileForNone() throws Exception {
    take(event("A", 1), null, false);
    take(event("B", 1), "erp", false);
    take(event("C", 1), "erp", false);
    take(event("D", 1), "erp", true);

    assertThat(posted.received("pim")).isEqualTo(1);
    assertThat(posted.received("erp")).isEqualTo(2);
  }

  @Test
  void unknownSourceIsNamed() {
    assertThatThrownBy(() -> take(event("A", 1), "wms", false))
        .hasMessageContaining("no source 'wms'; there are: [pim, erp]");
  }
}
