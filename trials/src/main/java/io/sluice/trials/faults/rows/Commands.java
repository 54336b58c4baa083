package io.sluice.trials.faults.rows;

import java.io.IOException;

/** Programs of the system, for faults that Java cannot bring about. */
final class Commands {
  private Commands() {}

  /** Returns its exit code; -1 where there is no such program. */
  static int run(String... command) {
    try {
      return new ProcessBuilder(command)
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      return -1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
