package io.sluice.gateway.command;

import picocli.CommandLine.Command;

@Command(
    name = "probe",
    description = "Try one delivery now instead of waiting for the next probe.",
    footer = {"", "Example:", "  sluice probe amazon_de"})
final class ProbeCommand extends ChannelCommand {
  ProbeCommand(Terminal terminal) {
    super(terminal, "probe");
  }
}
