package io.sluice.gateway.command;

import picocli.CommandLine.Command;

@Command(
    name = "redrive",
    description = "Send again what failed. It is the newest value that is sent, never the old one.",
    footer = {
      "",
      "Examples:",
      "  sluice dead-letters redrive --channel amazon_de",
      "  sluice dead-letters redrive --all"
    })
final class DeadLettersRedriveCommand extends HeldStepCommand {
  DeadLettersRedriveCommand(Terminal terminal) {
    super(terminal, "dead-letters", "redrive", "to be sent again");
  }
}
