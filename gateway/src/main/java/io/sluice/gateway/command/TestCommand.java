package io.sluice.gateway.command;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "test",
    description = {
      "Run the tests of channels.yaml and of *_test.yaml beside it: what is given, and what each",
      "channel must make of it. Connects to nothing."
    },
    footer = {
      "",
      "Examples:",
      "  sluice test",
      "  sluice test --config /etc/sluice",
      "  sluice test --json | jq -r '.tests[] | select(.passed | not) | .name'"
    })
final class TestCommand implements Callable<Integer> {
  private final Tester tester;

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  TestCommand(Tester tester) {
    this.tester = tester;
  }

  @Override
  public Integer call() {
    return tester.test(config.directory(), json);
  }
}
