package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.RemoteIds;
import io.sluice.store.Store;
import io.sluice.store.StoreConfig;
import io.sluice.store.Stores;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRemoteIdsTest {
  private static final Map<String, String> IDS = Map.of("product", "gid://5", "variant", "51");

  @TempDir private Path directory;
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private Store store;

  @BeforeEach
  void open() {
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
  }

  @AfterEach
  void close() throws Exception {
    store.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private <T> T await(Supplier<Future<T>> work) throws Exception {
    CompletableFuture<T> done = new CompletableFuture<>();
    context.runOnContext(
        go ->
            work.get()
                .onComplete(
                    answer -> {
                      assertThat(Vertx.currentContext()).isSameAs(context);
                      if (answer.succeeded()) {
                        done.complete(answer.result());
                      } else {
                        done.completeExceptionally(answer.cause());
                      }
                    }));
    return done.get(20, TimeUnit.SECONDS);
  }

  private RemoteIds of(String channel) {
    return new StoredRemoteIds(store, vertx, channel);
  }

  @Test
  void idsAreThereAfterARestart() throws Exception {
    await(() -> of("shop").put(Map.of("S-1", IDS)));
    store.close();
    open();

    assertThat(await(() -> of("shop").find(List.of("S-1", "S-2")))).isEqualTo(Map.of("S-1", IDS));
  }

  @Test
  void newIdsTakeThePlaceOfTheOldOnesAndNoneForgetThem() throws Exception {
    await(() -> of("shop").put(Map.of("S-1", IDS, "S-2", IDS)));
    await(() -> of("shop").put(Map.of("S-1", Map.of("product", "6"), "S-2", Map.of())));

    assertThat(await(() -> of("shop").find(List.of("S-1", "S-2"))))
        .isEqualTo(Map.of("S-1", Map.of("product", "6")));
  }

  @Test
  void eachChannelHasItsOwn() throws Exception {
    await(() -> of("shop").put(Map.of("S-1", IDS)));

    assertThat(await(() -> of("other").find(List.of("S-1")))).isEmpty();
    assertThat(store.findState("shop", "S-1", "")).isEmpty();
  }
}
