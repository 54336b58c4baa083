package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.FileOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Copies of a store that goes on meanwhile. */
class H2ImageTest extends StoreFixture {
  private static final int EVENTS_AT_MOST = 20_000;

  @Override
  Backend backend() {
    return FaultyDisk.register();
  }

  @RepeatedTest(2)
  void aCopyMadeUnderLoadOpensAsTheStoreWasThen() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    Thread load = new Thread(() -> load(enough), "load");
    load.start();
    await().atMost(Duration.ofSeconds(60)).until(() -> store.head() > 1_500);

    Path copy = directory.resolve("copy");
    long position;
    try (StoreImage image = store.image();
        OutputStream file = new FileOutputStream(copy + ".mv.db")) {
      position = image.position();
      // The store goes on by far more than it keeps dead chunks for.
      image.writeTo(new Slow(file));
      assertThat(Files.size(Path.of(copy + ".mv.db"))).isEqualTo(image.bytes());
    }
    long after = store.head();
    await().atMost(Duration.ofSeconds(60)).until(() -> store.head() > after + 200);
    enough.set(true);
    load.join();
    TestWrites.assertConsistent(store);

    assertThat(after).isGreaterThan(position);
    try (Store copied = Stores.open(TestConfigs.small("jdbc:h2:file:" + copy))) {
      assertThat(copied.head()).isBetween(position, after);
      TestWrites.assertConsistent(copied);
    }
  }

  @Test
  void aStoreAtRestIsCopiedAsItIsAndOneCopyWaitsForTheOther() throws Exception {
    commit(TestWrites.allFor(1).toArray(Write[]::new));
    Path copy = directory.resolve("copy");

    store.image().close();
    try (StoreImage image = store.image();
        OutputStream file = new FileOutputStream(copy + ".mv.db")) {
      image.writeTo(file);
    }

    try (Store copied = Stores.open(TestConfigs.small("jdbc:h2:file:" + copy))) {
      assertThat(copied.head()).isEqualTo(1);
      TestWrites.assertConsistent(copied);
    }
  }

  private void load(AtomicBoolean enough) {
    for (long position = 1; position <= EVENTS_AT_MOST && !enough.get(); position++) {
      commit(TestWrites.allFor(position).toArray(Write[]::new));
    }
  }

  /** Has some commits go by before each piece. */
  private final class Slow extends FilterOutputStream {
    Slow(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      long before = store.head();
      await()
          .pollDelay(Duration.ZERO)
          .atMost(Duration.ofSeconds(30))
          .until(() -> store.head() > before + 5);
      out.write(bytes, from, length);
    }
  }
}
