package io.sluice.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process killed while it writes loses nothing that it was told is durable. */
class H2KillTest {
  private static final int CYCLES = 6;

  @TempDir Path directory;

  @Test
  void killedUnderLoadNothingAcknowledgedIsLost() throws Exception {
    String url = "jdbc:h2:file:" + directory.resolve("sluice");
    for (int cycle = 1; cycle <= CYCLES; cycle++) {
      long acknowledged = runAndKill(url, cycle * 400L);
      try (Store store = Stores.open(TestConfigs.small(url))) {
        assertThat(store.head()).isGreaterThanOrEqualTo(acknowledged);
        assertConsistent(store);
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

  /** Every journal row came with one outcome, its state and its held row. */
  private static void assertConsistent(Store store) {
    long head = store.head();
    assertThat(store.outcomeHead()).isEqualTo(head);
    long next = store.status().firstPosition();
    while (next <= head) {
      List<JournalRow> page = store.journal().page(next, 1_000, Long.MAX_VALUE);
      for (JournalRow row : page) {
        assertThat(row)
            .usingRecursiveComparison(TestRows.ARRAYS_AS_VALUES)
            .isEqualTo(TestRows.event(next));
        next++;
      }
    }
    long keys = Math.min(50, head);
    for (long position = head; position > head - keys; position--) {
      String key = "sku-" + position % 50;
      assertThat(store.findState("shop", key, "stock/default").orElseThrow().position())
          .isEqualTo(position);
      List<HeldRow> held = store.heldOf("shop", key, store.countHeld().get(0).why(), 100);
      assertThat(held.get(held.size() - 1).position()).isEqualTo(position);
    }
    assertThat(store.outcomes(head - 1, 10)).extracting(OutcomeRow::sequence).containsExactly(head);
    assertThat(store.countHeld()).hasSize(1);
  }
}
