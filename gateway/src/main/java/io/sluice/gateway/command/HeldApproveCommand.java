package io.sluice.gateway.command;

import picocli.CommandLine.Command;

@Command(
    name = "approve",
    description = "Let go out what the guard holds. A value that comes later is judged anew.",
    footer = {
      "",
      "Examples:",
      "  sluice held approve --channel amazon_de",
      "  sluice held approve --sku A-1000"
    })
final class HeldApproveCommand extends HeldStepCommand {
  HeldApproveCommand(Terminal terminal) {
    super(terminal, "held", "approve", "approved");
  }
}
