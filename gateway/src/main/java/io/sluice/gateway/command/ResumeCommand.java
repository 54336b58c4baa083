package io.sluice.gateway.command;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "resume",
    description = {
      "End a pause, or a state of needing attention once its cause is mended.",
      "With --all: end what pause --all began, or a restored backup; what was paused by itself stays so."
    },
    footer = {"", "Examples:", "  sluice resume amazon_de", "  sluice resume --all"})
final class ResumeCommand extends ChannelsStepCommand {
  @Mixin private final ReasonOption reason = new ReasonOption();

  ResumeCommand(Terminal terminal) {
    super(terminal, "resume");
  }

  @Override
  Map<String, @Nullable Object> body() {
    return reason.body();
  }
}
