package io.sluice.store;

import static io.sluice.store.TestRows.events;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Readers beside the writer, and beside its troubles. */
class H2ReadersTest extends StoreFixture {
  @Override
  Backend backend() {
    return FaultyDisk.register();
  }

  /** An interrupted thread closes the file that all others use too. */
  @Test
  void anInterruptedReaderDoesNotStopTheStore() throws InterruptedException {
    store.close();
    open(TestConfigs.small("jdbc:h2:file:" + directory.resolve("other")));
    append(events(1, 2_000));
    store.close();
    open(TestConfigs.small("jdbc:h2:file:" + directory.resolve("other")));
    Thread reader =
        new Thread(
            () -> {
              Thread.currentThread().interrupt();
              try {
                store.journal().page(1, 2_000, Long.MAX_VALUE);
              } catch (StoreException expected) {
                // It may fail; the others must not, for long.
              }
            });
    reader.start();
    reader.join();
    await().ignoreExceptions().until(() -> positions(1, 10_000).size() == 2_000);
    append(events(2_001, 2_001));
    assertThat(store.status().failingSince()).isNull();
  }

  @Test
  void aFailingReadLetsTheIdleWriterReopen() {
    append(events(1, 30));
    backend.fillDisk();
    CountDownLatch committed = new CountDownLatch(1);
    store.journal().append(events(31, 31), committed::countDown);
    await().until(() -> store.status().failingSince() != null);
    backend.heal();
    awaitLatch(committed);
    await().ignoreExceptions().until(() -> positions(1, 100).size() == 31);
  }

  @Test
  void readersFollowTheWriterWithoutGaps() throws InterruptedException {
    AtomicLong seen = new AtomicLong();
    Thread reader =
        new Thread(
            () -> {
              while (seen.get() < 3_000) {
                for (JournalRow row : store.journal().page(seen.get() + 1, 100, 1 << 20)) {
                  if (row.position() != seen.get() + 1) {
                    throw new IllegalStateException(row.position() + " after " + seen.get());
                  }
                  seen.set(row.position());
                }
              }
            });
    reader.start();
    appendEach(1, 3_000);
    reader.join();
    assertThat(seen).hasValue(3_000);
  }
}
