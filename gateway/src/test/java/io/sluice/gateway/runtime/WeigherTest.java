package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.channel.Weighing;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Environment;
import io.sluice.gateway.render.Content;
import io.sluice.source.Change;
import io.sluice.source.ProductEvent;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counting over all products is bounded, and ends when nobody wants to know any more. */
class WeigherTest {
  private static final int SKUS = 3_000;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicLong nowMs = new AtomicLong();
  private final Catalog catalog = new Catalog();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);

  @TempDir private Path directory;

  @AfterEach
  void close() {
    answered.countDown();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  /** Content whose first read takes as long as one likes. */
  private final class Slow implements Weighing.Contents {
    @Override
    public boolean inTime() {
      return true;
    }

    @Override
    public @Nullable Content find(long position) {
      return null;
    }

    @Override
    public @Nullable Content load(String sku, long position) {
      asked.countDown();
      try {
        assertThat(answered.await(30, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return null;
    }
  }

  private ChannelPlan plan() throws IOException {
    Files.writeString(
        directory.resolve("gateway.yaml"),
        "version: 1\nsources:\n  pim: { kind: http, version_from: sequence }\n");
    Files.writeString(
        directory.resolve("channels.yaml"),
        """
        version: 1
        channels:
          shop:
            adapter: http
            url: http://127.0.0.1:9
            allow_private: yes
            backlog: { keep: latest_per_sku }
        """);
    ConfigResult read = ConfigReader.read(directory, Environment.of(Map.of()));
    assertThat(read.problems()).isEmpty();
    return Previews.plan(((ConfigResult.Valid) read).configuration().channels().get(0));
  }

  private void know(int position, Change change) {
    ProductEvent event =
        new ProductEvent(
            "e" + position, "/t", "", "S" + position, null, position, change, new byte[0], 0);
    catalog.apply(new JournaledEvent(position, "pim", 0, position, Decision.NEW, 0, event));
  }

  private Weigher weigher() throws IOException {
    Weigher.Concerned shop = Weigher.Concerned.of(plan(), null, true, catalog, new Slow());
    InstantSource clock = () -> Instant.ofEpochMilli(nowMs.get());
    return new Weigher(vertx, catalog, clock, Duration.ofMinutes(1), List.of(shop));
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void allProductsAreCounted() throws IOException {
    for (int i = 1; i <= SKUS; i++) {
      know(i, new Change.Stock("BER", i));
    }

    Weigher.Weighed weighed = await(weigher().weigh());

    assertThat(weighed.complete()).isTrue();
    assertThat(weighed.channels().get(0).products()).isEqualTo(SKUS);
    assertThat(weighed.channels().get(0).newlyListed()).isEqualTo(SKUS);
  }

  @Test
  void itEndsWithWhatWasCountedWhenItsTimeIsUp() throws Exception {
    know(1, new Change.Product("{}".getBytes(StandardCharsets.UTF_8)));
    for (int i = 2; i <= SKUS; i++) {
      know(i, new Change.Stock("BER", i));
    }
    Future<Weigher.Weighed> weighed = weigher().weigh();
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
    nowMs.addAndGet(Duration.ofMinutes(2).toMillis());
    answered.countDown();

    assertThat(await(weighed).complete()).isFalse();
    assertThat(await(weighed).products()).isEqualTo(SKUS);
  }

  @Test
  void itEndsAtOnceWhereSomethingElseIsLookedAt() throws Exception {
    know(1, new Change.Product("{}".getBytes(StandardCharsets.UTF_8)));
    Weigher weigher = weigher();
    Future<Weigher.Weighed> weighed = weigher.weigh();
    assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();

    weigher.cancel();

    assertThatThrownBy(() -> await(weighed)).hasCauseInstanceOf(Weigher.CancelledException.class);
  }
}
