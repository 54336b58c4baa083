package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.channel.Durable;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.store.StateRow;
import io.sluice.store.Store;
import io.sluice.store.StoreConfig;
import io.sluice.store.Stores;
import io.sluice.store.Write;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovedChannelsTest {
  private final AtomicLong nowMs = new AtomicLong(1_000);
  private final Vertx vertx = Vertx.vertx();
  private Store store;
  private RemovedChannels removed;

  @BeforeEach
  void open(@TempDir Path directory) {
    store =
        Stores.open(
            new StoreConfig(
                "jdbc:h2:file:" + directory.resolve("sluice"),
                StoreConfig.Durability.OS,
                0,
                1,
                500,
                Duration.ofDays(1),
                1L << 30,
                10_000,
                16L << 20,
                100));
    removed = new RemovedChannels(vertx, store, () -> Instant.ofEpochMilli(nowMs.get()));
  }

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
    store.close();
  }

  private static void await(Future<?> future) throws Exception {
    future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }

  private void accepts(String channel, int products) {
    CompletableFuture<Void> done = new CompletableFuture<>();
    store.submit(
        List.of(
            new Write.PutSetting(Durable.RULES, channel, new byte[0]),
            new Write.PutState(
                IntStream.range(0, products)
                    .mapToObj(i -> new StateRow(channel, "S" + i, "stock", 1, text("4")))
                    .toList())),
        () -> done.complete(null));
    done.join();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private ChannelView view(String channel) {
    return Objects.requireNonNull(removed.find(channel));
  }

  @Test
  void whatWasAcceptedWhileItDrainedIsCounted() throws Exception {
    accepts("shop", 3);
    await(removed.look(List.of()));
    assertThat(view("shop").products()).isEqualTo(3);
    accepts("shop", 5);
    nowMs.set(2_000);

    await(removed.look(List.of(), List.of("shop")));

    assertThat(view("shop").products()).isEqualTo(5);
    assertThat(view("shop").since()).isEqualTo(Instant.ofEpochMilli(1_000));
  }
}
