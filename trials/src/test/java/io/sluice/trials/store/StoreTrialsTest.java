package io.sluice.trials.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTrialsTest {
  private static final int SEGMENT_ROWS = 1_000;

  @TempDir Path directory;

  @Test
  void medianAndLongestAreOfThoseGiven() {
    Latencies latencies = new Latencies();
    IntStream.rangeClosed(1, 2_000).forEach(ms -> latencies.add(ms * 1_000_000L));

    assertThat(latencies.millis(0.5)).isEqualTo(1_000);
    assertThat(latencies.millis(0.99)).isEqualTo(1_980);
    assertThat(latencies.millis(1)).isEqualTo(2_000);
  }

  @Test
  void pagesAndCommitsAreMeasuredAloneAndTogether() throws Exception {
    Figures figures;
    try (TrialStore trial = new TrialStore(directory, SEGMENT_ROWS, 100)) {
      figures = new PagesTrial(trial, 3_000, 200).run();
    }

    assertThat(figures.lines()).hasSize(4).allSatisfy(line -> assertThat(line.rate()).isPositive());
    assertNothingLeft();
  }

  @Test
  void oldSegmentsAreGoneAfterTheTrialOfSeals() {
    Figures figures;
    try (TrialStore trial = new TrialStore(directory, SEGMENT_ROWS, 100)) {
      figures = new SealTrial(trial, SEGMENT_ROWS, 5).run();
    }

    List<Figures.Line> lines = figures.lines();
    assertThat(lines.get(lines.size() - 1).rate()).isBetween(500.0, 3.0 * SEGMENT_ROWS);
    assertThat(figures.json()).hasSize(4);
    assertNothingLeft();
  }

  @Test
  void aLargeJournalIsWrittenReadAndDropped() throws Exception {
    Figures figures;
    try (TrialStore trial = new TrialStore(directory, SEGMENT_ROWS, 100)) {
      figures = new LargeTrial(trial, SEGMENT_ROWS, 1_000_000, 100).run();
      assertThat(trial.store().status().firstPosition()).isGreaterThan(7_000);
    }

    assertThat(figures.table()).contains("append, quarter 4 of 4", "drop of all full segments");
    assertNothingLeft();
  }

  private void assertNothingLeft() {
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
