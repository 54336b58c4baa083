package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A store in a directory of its own, opened and reopened by the test. */
abstract class StoreFixture {
  @TempDir Path directory;

  Backend backend;
  Store store;
  volatile Instant now = Instant.ofEpochMilli(TestRows.RECEIVED_MS);

  abstract Backend backend();

  @BeforeEach
  void openFirst() {
    backend = backend();
    backend.heal();
    open();
  }

  @AfterEach
  void closeLast() {
    backend.heal();
    store.close();
  }

  final void open() {
    open(TestConfigs.small(url()));
  }

  final void open(StoreConfig config) {
    InstantSource clock = () -> now;
    store = Stores.open(config, clock);
  }

  final void reopen() {
    store.close();
    open();
  }

  final void reopen(Duration keepFor, long keepBytes) {
    store.close();
    open(TestConfigs.with(url(), keepFor, keepBytes, TestConfigs.SEGMENT_ROWS));
  }

  final String url() {
    return backend.url(directory);
  }

  /** Submits and waits until it is durable. */
  final void commit(Write... writes) {
    CountDownLatch committed = new CountDownLatch(1);
    store.submit(List.of(writes), committed::countDown);
    awaitLatch(committed);
  }

  /** Stops the writer after a commit, until the latch is let go. */
  final CountDownLatch holdWriter() {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    store.submit(
        List.of(),
        () -> {
          held.countDown();
          awaitLatch(release);
        });
    awaitLatch(held);
    return release;
  }

  final void appendEach(long from, long to) {
    CountDownLatch committed = new CountDownLatch((int) (to - from + 1));
    TestRows.events(from, to)
        .forEach(row -> store.journal().append(List.of(row), committed::countDown));
    awaitLatch(committed);
  }

  final void append(List<JournalRow> rows) {
    CountDownLatch committed = new CountDownLatch(1);
    store.journal().append(rows, committed::countDown);
    awaitLatch(committed);
  }

  final List<Long> positions(long from, int maxRows) {
    return store.journal().page(from, maxRows, Long.MAX_VALUE).stream()
        .map(JournalRow::position)
        .toList();
  }

  static void awaitLatch(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).as("committed in time").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
