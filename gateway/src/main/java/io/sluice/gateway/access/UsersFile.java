package io.sluice.gateway.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file of users, taken again when it changed. One that is broken or gone leaves those who were
 * there, and is told once.
 */
public final class UsersFile {
  private static final Logger LOG = LoggerFactory.getLogger(UsersFile.class);
  private static final long AT_MOST = 1 << 20;

  private static final Stamp GONE = new Stamp(-1, -1);

  private final Path file;
  private Stamp stamp;
  private Stamp seen;
  private volatile Users users;

  private record Stamp(long changedMs, long bytes) {}

  /** Fails with {@link InvalidUsersException} or {@link UncheckedIOException}. */
  public UsersFile(Path file) {
    this.file = file;
    this.stamp = stampOf(file);
    this.seen = stamp;
    this.users = read(file);
  }

  /** Those of the last time that the file was right. */
  public Users users() {
    return users;
  }

  /**
   * Looks whether the file changed. Reads from the disk, so not on a loop; one caller at a time.
   *
   * @return whether others may sign in now
   */
  public boolean look() {
    try {
      Stamp now = stampOf(file);
      Stamp before = seen;
      seen = now;
      // An editor may still be writing: it is read once two looks agree.
      if (now.equals(stamp) || !now.equals(before)) {
        return false;
      }
      stamp = now;
      users = read(file);
      LOG.info("The users were read again");
      return true;
    } catch (UncheckedIOException | InvalidUsersException problem) {
      if (GONE.equals(stamp) && !Files.exists(file)) {
        return false;
      }
      stamp = Files.exists(file) ? stamp : GONE;
      LOG.error(
          "The changed file of users is not taken over, those before stay: {}",
          problem.getMessage());
      return false;
    }
  }

  private static Stamp stampOf(Path file) {
    try {
      BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
      return new Stamp(of.lastModifiedTime().toMillis(), of.size());
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }

  private static Users read(Path file) {
    try {
      if (Files.size(file) > AT_MOST) {
        throw new IOException(file + " is over " + AT_MOST + " bytes");
      }
      Users users = Users.parse(Files.readString(file));
      if (users.isEmpty()) {
        throw new IOException(file + " is empty: nobody could sign in");
      }
      return users;
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
