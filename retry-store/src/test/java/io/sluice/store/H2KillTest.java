package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process killed while it writes loses nothing that it was told is durable. Before a new version
 * of H2 is taken, run it long: {@code -DargLine=-Dsluice.killCycles=60}.
 */
class H2KillTest {
  private static final int CYCLES = Integer.getInteger("sluice.killCycles", 6);

  @TempDir Path directory;

  @Test
  void killedUnderLoadNothingAcknowledgedIsLost() throws Exception {
    String url = "jdbc:h2:file:" + directory.resolve("sluice");
    for (int cycle = 1; cycle <= CYCLES; cycle++) {
      long acknowledged = runAndKill(url, cycle % 7 * 300L + 1);
      try (Store store = Stores.open(TestConfigs.small(url))) {
        assertThat(store.head()).isGreaterThanOrEqualTo(acknowledged);
        TestWrites.assertConsistent(store);
      }
    }
  }

  /** Kills the child after so many more acknowledgements and returns the last one it gave. */
  private static long runAndKill(String url, long acks) throws Exception {
    Process child = ChildStore.start(url);
    long last = 0;
    try (BufferedReader lines = ChildStore.acks(child)) {
      for (long i = 0; i < acks; i++) {
        last = Long.parseLong(lines.readLine());
      }
      // Not by the process object, which would close the pipe with the last lines in it.
      child.toHandle().destroyForcibly();
      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
      return Math.max(last, lastOf(lines));
    } finally {
      child.destroyForcibly();
    }
  }

  private static long lastOf(BufferedReader lines) throws IOException {
    long last = 0;
    String previous = null;
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      // The very last line may be cut; the one before it is whole.
      last = previous == null ? last : Long.parseLong(previous);
      previous = line;
    }
    return last;
  }
}
