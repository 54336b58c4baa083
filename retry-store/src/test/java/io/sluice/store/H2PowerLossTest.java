package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A power loss, as far as it can be simulated: what was not forced is gone, in part or in whole.
 * Before a new version of H2 is taken, run it long: {@code -DargLine="-Dsluice.powerLosses=200
 * -Dsluice.powerSeed=7"}.
 */
class H2PowerLossTest {
  private static final int ROWS_PER_LOSS = 400;
  private static final int LOSSES = Integer.getInteger("sluice.powerLosses", 12);

  @TempDir Path directory;
  private final Random random = new Random(Long.getLong("sluice.powerSeed", 42));
  private final AtomicLong acknowledged = new AtomicLong();

  @BeforeEach
  void register() {
    PowerDisk.register();
  }

  @Test
  void afterAPowerLossEverythingAcknowledgedIsThere() throws Exception {
    Store store =
        Stores.open(TestConfigs.small("jdbc:h2:power:file:" + directory.resolve("sluice")));
    Semaphore free = new Semaphore(50);
    for (long position = 1; position <= (long) ROWS_PER_LOSS * LOSSES; position++) {
      free.acquire();
      long submitted = position;
      store.submit(
          TestWrites.allFor(submitted),
          () -> {
            acknowledged.set(submitted);
            free.release();
          });
      if (position % ROWS_PER_LOSS == 0) {
        long safe = acknowledged.get();
        double kept = random.nextInt(3) / 2.0;
        assertSurvives(PowerDisk.afterPowerLoss(random, kept), safe);
      }
    }
    store.close();
  }

  private void assertSurvives(byte[] image, long safe) throws IOException {
    Path after = Files.createTempDirectory(directory, "after");
    Files.write(after.resolve("sluice.mv.db"), image);
    try (Store store = Stores.open(TestConfigs.small("jdbc:h2:file:" + after.resolve("sluice")))) {
      assertThat(store.head()).isGreaterThanOrEqualTo(safe);
      TestWrites.assertConsistent(store);
    }
  }
}
