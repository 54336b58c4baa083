package io.sluice.trials.simulate;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import org.jspecify.annotations.Nullable;

/** {@code bin/trials simulate}: runs seeds, or one of them again. */
@Command(
    name = "simulate",
    description = "Plays the whole gateway on virtual time through random bad days.",
    mixinStandardHelpOptions = true)
public final class SimulateCommand implements Callable<Integer> {
  @Option(names = "--seed", description = "Runs one seed.")
  private @Nullable Long seed;

  @Option(names = "--trace", description = "Prints what happens; with --seed.")
  private boolean trace;

  @Option(names = "--sabotage", description = "Spoils the harness on purpose: ${COMPLETION-CANDIDATES}.")
  private Sabotage sabotage = Sabotage.NONE;

  @Override
  public Integer call() {
    SimulationResult result =
        Simulation.run(seed == null ? 0 : seed, sabotage, trace ? System.out::println : null);
    System.out.println(result);
    return result.problem() == null ? 0 : 1;
  }
}
