package io.sluice.gateway.runtime;

import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.store.Store;
import io.sluice.store.StoreConfig;
import io.sluice.store.Stores;
import io.sluice.store.Write;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Gateways of other sizes than everyone's, for tests in other packages. */
public final class TunedGateway {
  private TunedGateway() {}

  /** Folds and drops after hundreds of events rather than hundreds of thousands. */
  public static Gateway small(
      ConfigResult.Valid read, Supplier<ConfigResult> reader, Path data, ListenAddress listen) {
    Tuning tuning = new Tuning(500, 500, Tuning.DEFAULT.stallAtMost(), Tuning.DEFAULT.storeUrl());
    return Gateway.start(read, reader, data, listen, tuning);
  }

  /** On the disk of H2's that fails when told so; a stall counts after a second. */
  public static Gateway onFaultyDisk(
      ConfigResult.Valid read, Supplier<ConfigResult> reader, Path data, ListenAddress listen) {
    Tuning tuning =
        new Tuning(
            Tuning.DEFAULT.segmentRows(),
            Tuning.DEFAULT.farBehind(),
            Duration.ofSeconds(1),
            url -> url.replace("jdbc:h2:file:", "jdbc:h2:faulty:file:"));
    return Gateway.start(read, reader, data, listen, tuning);
  }

  /**
   * Leaves the store of a stopped gateway as a kill right after the beginning of epoch 1 would: the
   * epoch is there, and nothing of what was judged stale was taken again.
   */
  public static void beginEpochAndDie(Path data, String source, long staleSince) {
    StoreConfig config =
        new StoreConfig(
            "jdbc:h2:file:" + data.resolve("sluice"),
            StoreConfig.Durability.OS,
            0,
            1,
            500,
            Duration.ofDays(1),
            1 << 30,
            Tuning.DEFAULT.segmentRows(),
            1 << 20,
            100);
    try (Store store = Stores.open(config)) {
      byte[] epoch = ByteBuffer.allocate(8).putLong(1).array();
      byte[] stretch =
          ByteBuffer.allocate(24).putLong(0).putLong(staleSince).putLong(store.head()).array();
      store.submit(
          List.of(
              new Write.PutSetting(Retakes.EPOCH, source, epoch),
              new Write.PutSetting(Retakes.KIND, source, stretch)),
          () -> {});
    }
  }
}
