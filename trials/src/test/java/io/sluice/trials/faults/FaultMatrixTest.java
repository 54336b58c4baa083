package io.sluice.trials.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.rabbitmq.RabbitMqNode;
import io.sluice.trials.faults.rows.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each row of the fault matrix in its short form, as {@code bin/trials faults --short} plays it.
 */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixTest {
  private static final int AT_ONCE = 2;

  private Path directory;
  private RowRunners runners;

  @BeforeAll
  void startBrokers() throws IOException {
    RabbitMqNode.startOrSkip().close();
    // The directories of missed rows stay, which a temporary one of the test would not.
    directory = Files.createTempDirectory("sluice-faults");
    runners = new RowRunners(Size.SHORT, directory, AT_ONCE);
  }

  @TestFactory
  Stream<DynamicTest> promiseHoldsUnder() {
    List<Row> rows = Rows.all();
    List<CompletableFuture<RowResult>> results = runners.run(rows);
    return IntStream.range(0, rows.size()).mapToObj(i -> test(rows.get(i), results.get(i)));
  }

  private static DynamicTest test(Row row, CompletableFuture<RowResult> result) {
    return DynamicTest.dynamicTest(
        row.id() + " " + row.fault(), () -> assertPassed(row, result.join()));
  }

  private static void assertPassed(Row row, RowResult result) {
    System.out.println(row.id() + " " + result.took().toSeconds() + " s: " + result.figures());
    Assumptions.assumeTrue(result.skipped() == null, result.skipped());
    assertThat(result.problems()).as("%s, logs in %s", row.id(), result.directory()).isEmpty();
  }

  @AfterAll
  void stopBrokers() throws IOException {
    if (runners != null) {
      runners.close();
      try (Stream<Path> kept = Files.list(directory)) {
        if (kept.findAny().isEmpty()) {
          Files.delete(directory);
        }
      }
    }
  }
}
