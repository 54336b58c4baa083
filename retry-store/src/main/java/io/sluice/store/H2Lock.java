package io.sluice.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a store to one owner. H2 locks its file too, but shares it within a process, and lets go of
 * it while we reopen.
 */
final class H2Lock {
  /** A second channel on a file would drop the first one's lock, so this is asked first. */
  private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

  private final Path file;
  private @Nullable FileChannel channel;

  H2Lock(Path file) {
    this.file = file;
  }

  /** False when someone else has it. */
  boolean take() throws IOException {
    if (!OPEN_HERE.add(file)) {
      return false;
    }
    boolean taken = false;
    try {
      taken = takeFile();
    } finally {
      if (!taken) {
        OPEN_HERE.remove(file);
      }
    }
    return taken;
  }

  private boolean takeFile() throws IOException {
    Files.createDirectories(java.util.Objects.requireNonNull(file.getParent()));
    FileChannel opened =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = opened.tryLock();
    if (lock == null) {
      opened.close();
      return false;
    }
    channel = opened;
    return true;
  }

  void release() {
    FileChannel open = channel;
    channel = null;
    if (open != null) {
      try {
        open.close();
      } catch (IOException ignored) {
        // The lock ends with the process at the latest.
      }
      OPEN_HERE.remove(file);
    }
  }
}
