package io.sluice.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Where an embedded store lies.
 *
 * @param name as H2 knows it, without the suffix; may begin with names of H2 file systems
 * @param path the same on the disk, absolute
 */
record H2Location(String name, Path path) {
  private static final String PREFIX = "jdbc:h2:";
  private static final String FILE = "file:";
  private static final String SUFFIX = ".mv.db";

  /** Reads {@code jdbc:h2:file:PATH}; anything else is refused with a reason. */
  static H2Location of(String url) {
    int file = url.indexOf(FILE);
    if (!url.startsWith(PREFIX) || file < 0) {
      throw refused(url, "must be jdbc:h2:file:PATH, the only kind of store there is so far");
    }
    if (url.contains(";")) {
      throw refused(url, "must end with the path: the store chooses H2's settings itself");
    }
    if (file + FILE.length() == url.length()) {
      throw refused(url, "names no path");
    }
    Path path = Path.of(url.substring(file + FILE.length())).toAbsolutePath().normalize();
    String wrappers = url.substring(PREFIX.length(), file);
    return new H2Location(wrappers + FILE + path, path);
  }

  private static StoreException refused(String url, String why) {
    return new StoreException(
        StoreException.Kind.OTHER,
        "store.url " + why + ", got '" + StoreConfig.place(url) + "'",
        null);
  }

  /** The same file, on which writes keep an order that survives a power loss. */
  H2Location ordered() {
    return new H2Location("ordered:" + name, path);
  }

  /** For a store under construction, which takes its place by renaming. */
  H2Location unfinished() {
    return new H2Location(name + ".new", Path.of(path + ".new"));
  }

  String h2File() {
    return name + SUFFIX;
  }

  Path file() {
    return Path.of(path + SUFFIX);
  }

  Path lockFile() {
    return Path.of(path + ".lock");
  }

  Path directory() {
    return path.getRoot().equals(path) ? path : java.util.Objects.requireNonNull(path.getParent());
  }

  long fileBytes() {
    try {
      return Files.size(file());
    } catch (IOException e) {
      return 0;
    }
  }

  /** What the system knows the file by, whatever its name; null when it is not there. */
  @Nullable Object fileKey() {
    try {
      return Files.readAttributes(file(), BasicFileAttributes.class).fileKey();
    } catch (IOException e) {
      return null;
    }
  }

  long usableBytes() {
    try {
      return Files.getFileStore(directory()).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
