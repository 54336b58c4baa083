package io.sluice.trials.store;

import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import io.sluice.store.StoreConfig;
import io.sluice.store.Stores;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A store in a directory of its own, which is deleted with it. One thread writes. */
final class TrialStore implements AutoCloseable {
  static final int SEGMENT_ROWS = 250_000;
  static final int SKUS = 100_000;
  private static final long CACHE_BYTES = 64L << 20;
  private static final long COMMIT_AT_MOST_SECONDS = 120;

  private final Path directory;
  private final StoreConfig config;
  private final byte[] payload;
  private Store store;
  private long position;

  /**
   * @param parent on the disk that is tried
   */
  TrialStore(Path parent, int segmentRows, int payloadBytes) {
    try {
      this.directory = Files.createTempDirectory(parent, "sluice-store");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    this.payload = new byte[payloadBytes];
    this.config =
        new StoreConfig(
            "jdbc:h2:file:" + directory.resolve("store"),
            StoreConfig.Durability.FSYNC,
            0,
            1,
            500,
            Duration.ZERO,
            Long.MAX_VALUE,
            segmentRows,
            CACHE_BYTES,
            100);
    this.store = Stores.open(config);
  }

  Store store() {
    return store;
  }

  long position() {
    return position;
  }

  /** Appends rows in one submission and returns when they are durable, with the time it took. */
  long append(int rows) {
    long begin = System.nanoTime();
    CountDownLatch committed = new CountDownLatch(1);
    submit(rows, committed::countDown);
    await(committed);
    return System.nanoTime() - begin;
  }

  /** Appends rows in one submission and does not wait. */
  void submit(int rows, Runnable committed) {
    List<JournalRow> group = new ArrayList<>(rows);
    for (int i = 0; i < rows; i++) {
      group.add(row(++position));
    }
    store.journal().append(group, committed);
  }

  private void await(CountDownLatch committed) {
    try {
      if (!committed.await(COMMIT_AT_MOST_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("not durable: " + store.status().problem());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private JournalRow row(long at) {
    long now = System.currentTimeMillis();
    String sku = "SKU-" + at * 7_919 % SKUS;
    return new JournalRow(
        at, "pim", "e" + at, sku, "stock/BER", 0, at, (byte) 0, now, now, at * 31, at, payload);
  }

  /** Closes and opens again; the time that the opening took. */
  long reopen() {
    store.close();
    long begin = System.nanoTime();
    store = Stores.open(config);
    return System.nanoTime() - begin;
  }

  @Override
  public void close() {
    store.close();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
