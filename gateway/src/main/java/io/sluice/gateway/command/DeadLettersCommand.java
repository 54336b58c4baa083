package io.sluice.gateway.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "dead-letters",
    description = "Deliveries that are not attempted again by themselves: look, redrive, discard.",
    footer = {
      "",
      "Examples:",
      "  sluice dead-letters list --channel amazon_de",
      "  sluice dead-letters redrive --sku A-1000",
      "  sluice dead-letters discard --all"
    })
final class DeadLettersCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say list, redrive or discard");
  }
}
