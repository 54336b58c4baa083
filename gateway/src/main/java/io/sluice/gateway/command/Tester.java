package io.sluice.gateway.command;

import java.nio.file.Path;

/** Runs the tests that the merchant wrote. */
@FunctionalInterface
public interface Tester {
  /**
   * @param config directory with the configuration
   * @param json say it as one JSON object
   * @return exit code: 0 when all pass, 1 when one does not, 78 when the configuration is wrong
   */
  int test(Path config, boolean json);
}
