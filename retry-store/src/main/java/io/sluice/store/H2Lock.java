package io.sluice.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a store to one owner. H2 locks its file too, but shares it within a process, and lets go of
 * it while we reopen. Its file also remembers that there was a store: without that, one that
 * somebody deleted would be taken for one that is yet to be made.
 */
final class H2Lock {
  /** A second channel on a file would drop the first one's lock, so this is asked first. */
  private static final Set<Path> OPEN_HERE = ConcurrentHashMap.newKeySet();

  private static final String THERE_WAS_A_STORE = "there was a store\n";
  private static final Pattern CLOSED = Pattern.compile("closed after group (\\d{1,18})\n");

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

  /** Whether a store was there once. */
  boolean remembers() throws IOException {
    return Files.exists(file) && Files.size(file) > 0;
  }

  /** The store is there now, and its name survives a power loss. */
  void remember() throws IOException {
    FileChannel open = channel;
    if (open != null && open.size() == 0) {
      open.write(ByteBuffer.wrap(THERE_WAS_A_STORE.getBytes(US_ASCII)), 0);
      open.force(true);
    }
  }

  /** There may be another store from now on. */
  void forget() throws IOException {
    FileChannel open = channel;
    if (open != null) {
      open.truncate(0);
      open.force(true);
    }
  }

  /** Number of the newest group when the store was last closed; 0 where nobody wrote it down. */
  long closedAfter() throws IOException {
    Matcher found = CLOSED.matcher(Files.readString(file, US_ASCII));
    return found.find() ? Long.parseLong(found.group(1)) : 0;
  }

  /** Kept beside the store, because a damaged one may open as it was some commits before. */
  void closed(long groupNumber) throws IOException {
    FileChannel open = channel;
    if (open != null) {
      String text = THERE_WAS_A_STORE + "closed after group " + groupNumber + "\n";
      open.write(ByteBuffer.wrap(text.getBytes(US_ASCII)), 0);
      open.force(true);
    }
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
