package io.sluice.trials.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cores together keep their promises whatever happens, and a run that is spoiled shows it. */
class SimulationTest {
  private static final int SEEDS = 2_000;
  private static final int SEEDS_OF_A_SABOTAGE = 60;

  @Test
  void everySeedKeepsEveryPromise() {
    SimulationRuns runs = new SimulationRuns(Sabotage.NONE, null);

    runs.run(0, SEEDS - 1, Runtime.getRuntime().availableProcessors(), Instant.MAX);

    assertThat(runs.failures()).isEmpty();
  }

  @Test
  void sameSeedIsTheSameRun() {
    for (long seed = 0; seed < 5; seed++) {
      List<String> first = new ArrayList<>();
      SimulationResult run = Simulation.run(seed, Sabotage.NONE, first::add);

      assertThat(Simulation.run(seed)).isEqualTo(run);
      assertThat(first).hasSizeGreaterThan(100);
    }
  }

  @Test
  void anotherSeedIsAnotherRun() {
    assertThat(LongStream.range(0, 20).map(seed -> Simulation.run(seed).traceHash()).distinct())
        .hasSize(20);
  }

  @ParameterizedTest
  @EnumSource(
      value = Sabotage.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NONE", "OUTCOME_LOST"})
  void sabotageIsFoundWithinSomeSeeds(Sabotage sabotage) {
    assertThat(LongStream.range(0, SEEDS_OF_A_SABOTAGE))
        .anyMatch(seed -> Simulation.run(seed, sabotage, null).problem() != null);
  }

  @Test
  void lostOutcomeCostsNothingButARepetition() {
    // Which is a problem only where a channel's updates must not be repeated.
    for (long seed = 0; seed < SEEDS_OF_A_SABOTAGE; seed++) {
      String problem = Simulation.run(seed, Sabotage.OUTCOME_LOST, null).problem();

      assertThat(problem == null ? "repeated" : problem).startsWith("repeated");
    }
  }
}
