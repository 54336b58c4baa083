package io.sluice.gateway.command;

import picocli.CommandLine.Command;

@Command(
    name = "resume",
    description = "End a pause, or a state of needing attention once its cause is mended.",
    footer = {"", "Example:", "  sluice resume amazon_de"})
final class ResumeCommand extends ChannelCommand {
  ResumeCommand(Terminal terminal) {
    super(terminal, "resume");
  }
}
