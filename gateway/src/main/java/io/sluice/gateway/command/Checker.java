package io.sluice.gateway.command;

import java.nio.file.Path;

/** Reads the configuration and says what is wrong with it. */
@FunctionalInterface
public interface Checker {
  /** How it is said. */
  enum Format {
    /** For people: each problem with the line it is in. */
    TEXT,
    /** One JSON object. */
    JSON,
    /** Workflow commands of GitHub, which shows them beside the lines. */
    GITHUB
  }

  /**
   * @param config directory with the configuration
   * @return exit code: 0 when it is fine, 78 when it is not
   */
  int check(Path config, Format format);
}
