package io.sluice.trials.faults.rows;

import io.sluice.trials.faults.CannotTryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system in memory of its own size, which can be made read-only. */
record SmallFileSystem(Path directory) implements AutoCloseable {
  /**
   * @throws CannotTryException where this user may not mount
   */
  static SmallFileSystem at(Path directory, int megabytes) throws IOException {
    Files.createDirectories(directory);
    String size = "size=" + megabytes + "m";
    if (Commands.run("mount", "-t", "tmpfs", "-o", size, "trial", directory.toString()) != 0) {
      throw new CannotTryException("mounting a small tmpfs is not allowed here (needs root)");
    }
    return new SmallFileSystem(directory);
  }

  void readOnly() {
    if (Commands.run("mount", "-o", "remount,ro", directory.toString()) != 0) {
      throw new IllegalStateException("cannot be mounted read-only: " + directory);
    }
  }

  /** Also while something in it is open. */
  @Override
  public void close() {
    Commands.run("umount", "-l", directory.toString());
  }
}
