package io.sluice.gateway.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "check",
    description = {
      "Read the configuration and say everything that is wrong with it, with file, line and column.",
      "Connects to nothing; a variable that is not set here is only noted."
    },
    footer = {
      "",
      "Examples:",
      "  sluice check",
      "  sluice check --config /etc/sluice",
      "  sluice check --json | jq -r '.problems[].message'",
      "  sluice check --config deploy/sluice --format github"
    })
final class CheckCommand implements Callable<Integer> {
  private final Checker checker;

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = {
        "text (default), json, or github: problems that GitHub shows beside the lines",
        "of a pull request."
      })
  private Checker.Format format = Checker.Format.TEXT;

  @Option(names = "--json", description = "The same as --format json.")
  private boolean json;

  CheckCommand(Checker checker) {
    this.checker = checker;
  }

  @Override
  public Integer call() {
    return checker.check(config.directory(), json ? Checker.Format.JSON : format);
  }
}
