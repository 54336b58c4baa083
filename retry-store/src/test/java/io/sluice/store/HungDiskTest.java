package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A disk that no longer answers questions, as a network drive does whose server is gone. */
class HungDiskTest {
  private static final Set<String> ASKS = Set.of("gone", "diskBytes", "usableBytes");

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answers = new CountDownLatch(1);
  private volatile boolean hangs;
  @TempDir private Path directory;

  private Dialect dialect(StoreConfig config) {
    Dialect real = new H2Dialect(config);
    return (Dialect)
        Proxy.newProxyInstance(
            Dialect.class.getClassLoader(),
            new Class<?>[] {Dialect.class},
            (proxy, method, arguments) -> {
              if (hangs && ASKS.contains(method.getName())) {
                asked.countDown();
                answers.await();
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  @Timeout(60)
  void theStatusIsToldAsItWasSeenLast() throws Exception {
    StoreConfig config = TestConfigs.small("jdbc:h2:file:" + directory.resolve("sluice"));
    try (Store store = Stores.open(dialect(config), config, InstantSource.system())) {
      StoreStatus before = store.status();
      assertThat(before.usableBytes()).isPositive();
      assertThat(before.diskBytes()).isPositive();

      hangs = true;
      CompletableFuture<Void> look = CompletableFuture.runAsync(store::lookAtDisk);
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      StoreStatus meanwhile =
          CompletableFuture.supplyAsync(store::status).get(20, TimeUnit.SECONDS);

      assertThat(meanwhile.usableBytes()).isEqualTo(before.usableBytes());
      assertThat(look).isNotDone();
      answers.countDown();
      assertThat(look).succeedsWithin(Duration.ofSeconds(20));
    }
  }
}
