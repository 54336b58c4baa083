package io.sluice.gateway.command;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file of events as the command line names it.
 *
 * @param name of the file, or {@code -} for standard input
 */
record EventFile(String name, InputStream standardInput) {
  /** What is wrong with a file, in words for the one who named it. */
  static final class UnreadableException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private UnreadableException(String file, Exception cause) {
      super("cannot read " + file + ": " + reason(cause), cause);
    }
  }

  /** It can be read once only. */
  boolean isStandardInput() {
    return name.equals("-");
  }

  /** For people. */
  String shown() {
    return isStandardInput() ? "standard input" : VisibleText.of(name);
  }

  /** Fails with {@link UnreadableException}. */
  EventReader open() {
    return new EventReader(stream());
  }

  /** Fails with {@link UnreadableException}. */
  InputStream stream() {
    try {
      return isStandardInput() ? standardInput : Files.newInputStream(Path.of(name));
    } catch (IOException | InvalidPathException problem) {
      throw unreadable(problem);
    }
  }

  /** In bytes, 0 where nobody knows. */
  long size() throws IOException {
    return isStandardInput() ? 0 : Files.size(Path.of(name));
  }

  UnreadableException unreadable(Exception problem) {
    return new UnreadableException(shown(), problem);
  }

  private static String reason(Exception problem) {
    if (problem instanceof NoSuchFileException) {
      return "there is no such file here";
    } else if (problem instanceof AccessDeniedException) {
      return "this user may not read it";
    }
    return String.valueOf(problem.getMessage());
  }
}
