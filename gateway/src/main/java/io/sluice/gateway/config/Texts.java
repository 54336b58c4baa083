package io.sluice.gateway.config;

import java.util.Locale;

/** Words from and for people. */
final class Texts {
  private static final int LONGEST_QUOTED = 60;

  private Texts() {}

  /** In quotes, on one line and not too long. */
  static String quote(String text) {
    String line = text.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "?");
    boolean fits = line.codePointCount(0, line.length()) <= LONGEST_QUOTED;
    int end = fits ? line.length() : line.offsetByCodePoints(0, LONGEST_QUOTED);
    return "'" + line.substring(0, end) + (fits ? "'" : "...'");
  }

  /** The word that stands for an enum constant in a file. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
