package io.sluice.store;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A store as it was between two commits, while it goes on: what is committed from then on takes
 * room behind it, so the store grows until this is closed. For one thread.
 */
public interface StoreImage extends AutoCloseable {
  /** Size in bytes. */
  long bytes();

  /** Position of the newest journal row in it. */
  long position();

  /**
   * Copies it as one file that a store opens from, as after a kill. Blocks.
   *
   * @throws StoreException when the store had to be opened anew meanwhile: what was written is
   *     worth nothing
   */
  void writeTo(OutputStream out) throws IOException;

  /** Lets the store use its room again. Never throws. */
  @Override
  void close();
}
