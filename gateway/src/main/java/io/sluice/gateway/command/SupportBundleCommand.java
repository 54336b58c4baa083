package io.sluice.gateway.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "support-bundle",
    description = {
      "Write into a zip what others need to know to help: configuration, state, metrics, the last",
      "log lines, threads. Secrets are masked; look through it all the same before you send it.",
      "Of a gateway that does not answer, what its files tell."
    },
    footer = {
      "",
      "Examples:",
      "  sluice support-bundle sluice-support.zip",
      "  sluice support-bundle sluice-support.zip --with-events",
      "  sluice support-bundle sluice-support.zip --config /etc/sluice --data /var/lib/sluice"
    })
final class SupportBundleCommand extends RestCommand {
  private final Keeper keeper;

  @Parameters(paramLabel = "FILE", description = "Must not be there yet.")
  private Path file = Path.of("");

  @Option(
      names = "--with-events",
      description = "Also what was sent, answered, held and refused lately: it holds products.")
  private boolean withEvents;

  @Mixin private ConfigOption config = new ConfigOption();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Where the gateway keeps its store, should it not answer (default: data).")
  private Path data = Path.of("data");

  SupportBundleCommand(Terminal terminal, Keeper keeper) {
    super(terminal);
    this.keeper = keeper;
  }

  @Override
  int run(RestClient api) {
    Map<String, @Nullable Object> query = Map.of("events", withEvents);
    try {
      tell(
          ZipDownload.save(
              file, out -> api.download(RestClient.path("support-bundle"), query, out)));
    } catch (NotReachableException down) {
      terminal.err().println("sluice: " + VisibleText.of(down.getMessage()));
      terminal.err().println("sluice: so this is what its files tell");
      save();
    } catch (IOException problem) {
      throw usage(file + ": " + problem.getMessage());
    }
    return ExitCode.FINE;
  }

  private void save() {
    try {
      tell(ZipDownload.save(file, out -> keeper.bundle(out, config.directory(), data)));
    } catch (IOException problem) {
      throw usage(file + ": " + problem.getMessage());
    }
  }

  private void tell(List<String> names) {
    terminal
        .out()
        .println(VisibleText.of("%s is written: %s".formatted(file, String.join(", ", names))));
  }
}
