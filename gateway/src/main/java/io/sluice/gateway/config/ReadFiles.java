package io.sluice.gateway.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files that a configuration was read from, as they were just before: both files, tables, tests
 * and secrets.
 */
public final class ReadFiles {
  private static final int VERSION_DIGITS = 12;

  private final Map<Path, String> stamps = new LinkedHashMap<>();
  private final Map<String, String> contents = new TreeMap<>();

  /** To be called before a file is read, also where it is not there. */
  void note(Path file) {
    stamps.put(file, stamp(file));
  }

  /** What was read, of all that is no secret. */
  void read(Path file, String text) {
    contents.put(file.toString(), Fingerprint.of(Stream.of(text)));
  }

  /** The same for the same contents, whenever and wherever they were written. */
  String version() {
    return Fingerprint.of(contents.values().stream()).substring(0, VERSION_DIGITS);
  }

  /** The files of which {@link #read} was told: those that are no secret. */
  public List<Path> noSecrets() {
    return contents.keySet().stream().map(Path::of).toList();
  }

  /** The same files as they are now. Blocks. */
  public ReadFiles now() {
    ReadFiles now = new ReadFiles();
    stamps.keySet().forEach(now::note);
    return now;
  }

  /** Whether none of the files was written, replaced or removed between the two. */
  public boolean unchanged(ReadFiles other) {
    return stamps.equals(other.stamps);
  }

  /** Editors that replace a file give it another key. */
  private static String stamp(Path file) {
    try {
      BasicFileAttributes of = Files.readAttributes(file, BasicFileAttributes.class);
      return of.size() + " " + of.lastModifiedTime() + " " + of.fileKey();
    } catch (IOException e) {
      return "not there";
    }
  }
}
