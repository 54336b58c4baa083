package io.sluice.trials;

import io.sluice.trials.bench.BenchCommand;
import io.sluice.trials.faults.FaultsCommand;
import io.sluice.trials.faults.soak.SoakCommand;
import io.sluice.trials.simulate.SimulateCommand;
import io.sluice.trials.store.StoreCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * Tries to break Sluice, and measures it. Exit codes: 0 fine, 1 a figure was missed or a promise
 * broken, 2 wrong usage.
 */
@Command(
    name = "trials",
    description = "Tries to break Sluice, and measures it.",
    mixinStandardHelpOptions = true,
    subcommands = {
      SimulateCommand.class,
      FaultsCommand.class,
      SoakCommand.class,
      BenchCommand.class,
      StoreCommand.class
    })
public final class TrialsMain {
  private TrialsMain() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new TrialsMain()).execute(args));
  }
}
