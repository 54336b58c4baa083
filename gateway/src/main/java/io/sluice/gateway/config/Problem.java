package io.sluice.gateway.config;

import java.util.Optional;

/**
 * Something wrong, or worth saying, at one place of a file. Never holds a secret.
 *
 * @param file its name, without directory
 * @param line from 1; 0 when it is about the file as a whole
 * @param column from 1, counted in code points; 0 when it is about the file as a whole
 * @param length code points from the column on, at least 1
 * @param hint what to do about it; may be empty
 * @param excerpt the line as it may be shown; absent where there is none or it is too long
 */
public record Problem(
    String file,
    int line,
    int column,
    int length,
    Severity severity,
    String message,
    String hint,
    Optional<Excerpt> excerpt) {

  /** Whether it keeps the gateway from starting. */
  public enum Severity {
    ERROR,
    NOTE
  }

  /**
   * A line of the file with its secrets masked.
   *
   * @param column where the carets begin, from 1
   * @param length number of carets
   */
  public record Excerpt(String line, int column, int length) {}

  /** An error of a file as a whole. */
  public static Problem ofFile(String file, String message) {
    return new Problem(file, 0, 0, 1, Severity.ERROR, message, "", Optional.empty());
  }

  public boolean isError() {
    return severity == Severity.ERROR;
  }
}
