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

  private final Path file;
  private Stamp stamp;
  private volatile Users users;

  private record Stamp(long changedMs, long bytes) {}

  /** Fails with {@link InvalidUsersException} or {@link UncheckedIOException}. */
  public UsersFile(Path file) {
    this.file = file;
    this.stamp = stampOf(file);
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
      if (now.equals(stamp)) {
        return false;
      }
      stamp = now;
      users = read(file);
      LOG.info("The users were read again");
      return true;
    } catch (UncheckedIOException | InvalidUsersException problem) {
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
      return Users.parse(Files.readString(file));
    } catch (IOException problem) {
      throw new UncheckedIOException(problem);
    }
  }
}
