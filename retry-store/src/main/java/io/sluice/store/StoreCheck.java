package io.sluice.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks where a store lies or would lie, and makes nothing there. Blocks. */
public final class StoreCheck {
  private StoreCheck() {}

  /**
   * What was found.
   *
   * @param file of the store
   * @param stands whether there is a store already
   * @param usableBytes what the disk has left
   */
  public record Found(Path file, boolean stands, long usableBytes) {}

  /**
   * @throws StoreException when a store could not be opened or made there
   */
  public static Found look(String url) {
    H2Location location = H2Location.of(url);
    Path there = location.directory();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there) || !Files.isWritable(there)) {
      throw new StoreException(
          StoreException.Kind.READ_ONLY, "this user may not write into " + there, null);
    }
    try {
      long usable = Files.getFileStore(there).getUsableSpace();
      return new Found(location.file(), Files.exists(location.file()), usable);
    } catch (IOException e) {
      throw new StoreException(
          StoreException.Kind.OTHER, "the disk of " + there + " does not answer", e);
    }
  }
}
