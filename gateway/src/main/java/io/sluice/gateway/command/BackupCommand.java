package io.sluice.gateway.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    name = "backup",
    description = {
      "Write what the running gateway knows into a file of yours, while it goes on.",
      "The file is checked before it gets its name. It holds products, prices and stocks, and no",
      "secrets of the configuration. sluice restore puts it in place."
    },
    footer = {
      "",
      "Example:",
      "  sluice backup /backup/sluice-$(date +%F).zip",
    })
final class BackupCommand extends RestCommand {
  @Parameters(paramLabel = "FILE", description = "Must not be there yet.")
  private Path file = Path.of("");

  BackupCommand(Terminal terminal) {
    super(terminal);
  }

  @Override
  int run(RestClient api) {
    try {
      ZipDownload.save(file, out -> api.download(RestClient.path("backup"), Map.of(), out));
      long megabytes = Files.size(file) / 1_000_000;
      terminal
          .out()
          .println(VisibleText.of("%s is written and checked: %d MB".formatted(file, megabytes)));
      return ExitCode.FINE;
    } catch (IOException problem) {
      throw usage(file + ": " + problem.getMessage());
    }
  }
}
