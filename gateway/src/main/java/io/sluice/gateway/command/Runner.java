package io.sluice.gateway.command;

/** Runs the gateway until it is told to stop. */
@FunctionalInterface
public interface Runner {
  /**
   * @return exit code
   */
  int run(RunOptions options);
}
