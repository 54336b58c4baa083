package io.sluice.store;

import java.nio.file.Path;

/** What a contract test needs to know of the database under it. */
interface Backend {
  /** Address of a store in this directory. */
  String url(Path directory);

  /** From now on nothing can be written: no space left. */
  void fillDisk();

  /** What is written from now on arrives, but the store is told that it did not. */
  void failForcing();

  void heal();
}
