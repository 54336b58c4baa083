package io.sluice.gateway.command;

import picocli.CommandLine.Command;

@Command(
    name = "discard",
    description = "Let go of dead letters. A later change of the same product is sent as ever.",
    footer = {"", "Example:", "  sluice dead-letters discard --channel amazon_de --sku A-1000"})
final class DeadLettersDiscardCommand extends HeldStepCommand {
  DeadLettersDiscardCommand(Terminal terminal) {
    super(terminal, "dead-letters", "discard", "discarded");
  }
}
