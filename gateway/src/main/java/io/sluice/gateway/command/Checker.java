package io.sluice.gateway.command;

import java.nio.file.Path;

/** Reads the configuration and says what is wrong with it. */
@FunctionalInterface
public interface Checker {
  /**
   * @param config directory with the configuration
   * @param json say it as one JSON object
   * @return exit code: 0 when it is fine, 78 when it is not
   */
  int check(Path config, boolean json);
}
