package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Environment;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What runs on workers while the gateway stops. */
@Timeout(60)
class StopTest {
  @TempDir Path directory;
  private final CompletableFuture<Vertx> loops = new CompletableFuture<>();
  private final CountDownLatch begun = new CountDownLatch(1);
  private final CountDownLatch end = new CountDownLatch(1);
  private Gateway gateway;

  @BeforeEach
  void start() throws Exception {
    Files.writeString(
        directory.resolve("gateway.yaml"),
        "version: 1\nsources:\n  pim: { kind: http, version_from: arrival }\n");
    Files.writeString(
        directory.resolve("channels.yaml"),
        """
        version: 1
        channels:
          shop: { adapter: http, url: 'https://shop.example/', backlog: { keep: latest_per_sku } }
        """);
    var read = (ConfigResult.Valid) ConfigReader.read(directory, Environment.of(Map.of()));
    Time time =
        new Time(
            InstantSource.system(),
            vertx -> {
              loops.complete(vertx);
              return vertx;
            });
    gateway =
        Gateway.start(
            read, () -> read, directory.resolve("data"), new ListenAddress("127.0.0.1", 0), time);
  }

  @AfterEach
  void letGo() {
    end.countDown();
  }

  private Future<String> work(Duration lasting) throws Exception {
    Vertx vertx = loops.get(10, TimeUnit.SECONDS);
    Future<String> work =
        vertx.executeBlocking(
            () -> {
              begun.countDown();
              return end.await(lasting.toMillis(), TimeUnit.MILLISECONDS) ? "let go" : "ended";
            },
            false);
    assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
    return work;
  }

  /** Interrupted, a read closes the store's files; later, there is nobody to tell. */
  @Test
  void readThatRunsEndsBeforeTheLoopsDo() throws Exception {
    Future<String> work = work(Duration.ofSeconds(1));

    gateway.close();

    assertThat(work.succeeded()).isTrue();
    assertThat(work.result()).isEqualTo("ended");
  }

  @Test
  void workThatDoesNotEndKeepsNoGatewayFromStopping() throws Exception {
    Future<String> work = work(Duration.ofMinutes(5));

    gateway.close();

    assertThat(work.succeeded()).isFalse();
  }
}
