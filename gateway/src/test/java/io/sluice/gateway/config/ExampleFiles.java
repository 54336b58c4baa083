package io.sluice.gateway.config;

import java.nio.file.Path;

/** The directory {@code config/} that people copy. */
final class ExampleFiles {
  private ExampleFiles() {}

  static Path directory() {
    return Path.of(System.getProperty("sluice.root", "..")).resolve("config");
  }
}
