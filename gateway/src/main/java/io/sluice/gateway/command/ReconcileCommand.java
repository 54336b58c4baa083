package io.sluice.gateway.command;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "reconcile",
    description = {
      "Read what a channel shows, and mend what somebody changed or lost there.",
      "What differs from what the channel accepted last is told, and the newest value is sent."
    },
    footer = {
      "",
      "Examples:",
      "  sluice reconcile webshop",
      "  sluice reconcile webshop --dry-run"
    })
final class ReconcileCommand extends ReadingCommand {
  @Option(names = "--dry-run", description = "Only tell what differs.")
  private boolean dryRun;

  ReconcileCommand(Terminal terminal) {
    super(terminal, "reconcile");
  }

  @Override
  Map<String, @Nullable Object> body() {
    return Map.of("dryRun", dryRun);
  }
}
