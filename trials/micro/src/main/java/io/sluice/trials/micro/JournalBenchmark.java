package io.sluice.trials.micro;

import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import io.sluice.store.StoreConfig;
import io.sluice.store.StoreConfig.Durability;
import io.sluice.store.Stores;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A row of the journal, in groups of 100 that are durable before the next begins. The time is that
 * of the writer's thread and the disk; allocation counts all threads.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class JournalBenchmark {
  private static final int GROUP = 100;
  private static final int PAYLOAD_BYTES = 512;
  private static final long AT_MOST_SECONDS = 60;

  /** What a commit survives. */
  @Param({"FSYNC", "OS"})
  public Durability durability = Durability.FSYNC;

  private final byte[] payload = new byte[PAYLOAD_BYTES];
  private @Nullable Path directory;
  private @Nullable Store store;
  private long position;

  @Setup
  public void open() throws IOException {
    directory = Files.createTempDirectory("sluice-micro");
    store =
        Stores.open(
            new StoreConfig(
                "jdbc:h2:file:" + directory.resolve("store"),
                durability,
                0,
                1,
                500,
                Duration.ZERO,
                0,
                250_000,
                64L << 20,
                100));
  }

  @Benchmark
  @OperationsPerInvocation(GROUP)
  public void append() throws InterruptedException {
    List<JournalRow> rows = new ArrayList<>(GROUP);
    for (int i = 0; i < GROUP; i++) {
      rows.add(row(++position));
    }
    CountDownLatch committed = new CountDownLatch(1);
    opened().journal().append(rows, committed::countDown);
    if (!committed.await(AT_MOST_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("not durable: " + opened().status().problem());
    }
  }

  /** So that the disk does not fill, however long it runs. */
  @TearDown(Level.Iteration)
  public void drop() {
    opened().journal().dropBelow(position);
  }

  @TearDown
  public void delete() throws IOException {
    opened().close();
    if (directory != null) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  private Store opened() {
    if (store == null) {
      throw new IllegalStateException("not open");
    }
    return store;
  }

  private JournalRow row(long at) {
    String sku = "SKU-" + at % Samples.SKUS;
    return new JournalRow(
        at,
        "pim",
        "e" + at,
        sku,
        "stock/BER",
        0,
        at,
        (byte) 0,
        Samples.NOW_MS,
        Samples.NOW_MS,
        at * 31,
        at * 37,
        payload);
  }
}
