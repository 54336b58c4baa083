package io.sluice.gateway.command;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "restore",
    description = {
      "Put a backup in place, where no store is. Then start the gateway: all channels are paused.",
      "What came after the backup is gone: have the PIM send it again, or import it, and then",
      "sluice resume --all. Everything that is listed is sent again, behind what events bring."
    },
    footer = {
      "",
      "Examples:",
      "  sluice restore /backup/sluice-2026-11-22.zip",
      "  sluice restore backup.zip --config /etc/sluice --data /var/lib/sluice"
    })
final class RestoreCommand implements Callable<Integer> {
  private final Keeper keeper;

  @Parameters(paramLabel = "FILE", description = "What sluice backup wrote.")
  private Path file = Path.of("");

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the gateway keeps its store (default: data).")
  private Path data = Path.of("data");

  RestoreCommand(Keeper keeper) {
    this.keeper = keeper;
  }

  @Override
  public Integer call() {
    return keeper.restore(file, config.directory(), data);
  }
}
