package io.sluice.gateway.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "check",
    description = {
      "Read the configuration and say everything that is wrong with it, with file, line and column.",
      "Connects to nothing, and a variable that is not set here is only noted, without --online."
    },
    footer = {
      "",
      "Examples:",
      "  sluice check",
      "  sluice check --config /etc/sluice",
      "  sluice check --json | jq -r '.problems[].message'",
      "  sluice check --config deploy/sluice --format github",
      "  sluice check --config /etc/sluice --data /var/lib/sluice --online"
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

  @Option(
      names = "--online",
      description = {
        "Look outside as well: variables, the store's disk, the broker and its queue, and one",
        "HEAD request with its credentials to each channel. Changes nothing."
      })
  private boolean online;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the gateway keeps its store, for --online (default: data).")
  private Path data = Path.of("data");

  CheckCommand(Checker checker) {
    this.checker = checker;
  }

  @Override
  public Integer call() {
    Checker.Format wanted = json ? Checker.Format.JSON : format;
    return checker.check(new CheckOptions(config.directory(), wanted, online, data));
  }
}
