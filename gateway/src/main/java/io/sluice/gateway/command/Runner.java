package io.sluice.gateway.command;

import java.nio.file.Path;
import java.util.Optional;

/** Runs the gateway until it is told to stop. */
@FunctionalInterface
public interface Runner {
  /**
   * @param config directory with the configuration
   * @param data directory of the store
   * @param listen address of the API as HOST:PORT, where it differs from the configuration
   * @return exit code
   */
  int run(Path config, Path data, Optional<String> listen);
}
