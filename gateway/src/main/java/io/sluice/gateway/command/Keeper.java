package io.sluice.gateway.command;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** What can be done for a gateway that does not run. */
public interface Keeper {
  /**
   * Puts a backup in place of a store that is not there.
   *
   * @param config directory of the configuration
   * @param data directory of the store
   * @return exit code
   */
  int restore(Path backup, Path config, Path data);

  /**
   * Writes a support bundle with what the files tell.
   *
   * @param out not closed
   */
  void bundle(OutputStream out, Path config, Path data) throws IOException;
}
