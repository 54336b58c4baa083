package io.sluice.gateway.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.channel.Durable;
import io.sluice.gateway.config.ConfigReader;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Environment;
import io.sluice.store.Store;
import io.sluice.store.StoreException;
import io.sluice.store.Stores;
import io.sluice.store.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the store has of one channel can no longer be read; of the others it can. */
class UnreadableChannelTest {
  @TempDir Path directory;
  private ConfigResult.Valid read;

  @BeforeEach
  void damageTheStore() throws Exception {
    configure();
    ConfigResult.Valid valid = read;
    Path data = directory.resolve("data");
    start().close();
    Sizes sizes = Sizes.of(256L << 20, 0, valid.configuration().gateway().store().cache());
    try (Store store =
        Stores.open(
            Plans.store(valid.configuration().gateway().store(), data, sizes, Tuning.DEFAULT))) {
      Stored.in(store, new Write.PutSetting(Durable.RULES, "b", "no number".getBytes(UTF_8)))
          .toCompletionStage()
          .toCompletableFuture()
          .get(30, TimeUnit.SECONDS);
    }
  }

  private void configure() throws IOException {
    Files.writeString(
        directory.resolve("gateway.yaml"),
        "version: 1\nsources:\n  pim: { kind: http, version_from: arrival }\n");
    StringBuilder channels = new StringBuilder("version: 1\nchannels:\n");
    for (String name : new String[] {"a", "b", "c", "d"}) {
      channels
          .append("  ")
          .append(name)
          .append(": { adapter: http, url: 'https://shop.example/', ")
          .append("backlog: { keep: latest_per_sku } }\n");
    }
    Files.writeString(directory.resolve("channels.yaml"), channels);
    read = (ConfigResult.Valid) ConfigReader.read(directory, Environment.of(Map.of()));
  }

  private Gateway start() {
    return Gateway.start(
        read, () -> read, directory.resolve("data"), new ListenAddress("127.0.0.1", 0));
  }

  /** Which channel has begun by then is chance. */
  @RepeatedTest(8)
  @Timeout(30)
  void startEndsAndNamesTheStore() {
    assertThatThrownBy(this::start)
        .isInstanceOf(StoreException.class)
        .hasMessageContaining("sluice.mv.db is damaged");
  }
}
