package io.sluice.trials.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.source.rabbitmq.RabbitMqNode;
import io.sluice.trials.faults.rows.Rows;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** Each row of the fault matrix in its short form, as {@code bin/trials faults --short} plays it. */
@Tag("process")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultMatrixTest {
  private RowRunner runner;

  @BeforeAll
  void startBroker(@TempDir(cleanup = CleanupMode.ON_SUCCESS) Path directory) {
    runner = new RowRunner(Size.SHORT, directory, RabbitMqNode.startOrSkip());
  }

  @TestFactory
  Stream<DynamicTest> promiseHoldsUnder() {
    return Rows.all().stream()
        .map(row -> DynamicTest.dynamicTest(row.id() + " " + row.fault(), () -> play(row)));
  }

  private void play(Row row) {
    RowResult result = runner.run(row);
    System.out.println(row.id() + " " + result.took().toSeconds() + " s: " + result.figures());
    Assumptions.assumeTrue(result.skipped() == null, result.skipped());
    assertThat(result.problems()).as("%s, logs in %s", row.id(), result.directory()).isEmpty();
  }

  @AfterAll
  void stopBroker() {
    if (runner != null) {
      runner.close();
    }
  }
}
