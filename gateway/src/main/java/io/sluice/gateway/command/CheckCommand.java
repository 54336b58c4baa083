package io.sluice.gateway.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "check",
    description = "Read the configuration and say everything that is wrong with it.",
    footer = {"", "Example:", "  sluice check --config /etc/sluice"})
final class CheckCommand implements Callable<Integer> {
  private final Checker checker;

  @Option(
      names = "--config",
      paramLabel = "DIR",
      description = "Directory with gateway.yaml and channels.yaml (default: config).")
  private Path config = Path.of("config");

  CheckCommand(Checker checker) {
    this.checker = checker;
  }

  @Override
  public Integer call() {
    return checker.check(config);
  }
}
