package io.sluice.gateway.command;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where the configuration lies. */
final class ConfigOption {
  @Option(
      names = "--config",
      paramLabel = "DIR",
      description = "Directory with gateway.yaml and channels.yaml (default: config).")
  private Path directory = Path.of("config");

  Path directory() {
    return directory;
  }
}
