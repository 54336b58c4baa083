package io.sluice.gateway.importing;

/** Follows the quotes of a row (RFC 4180), to know whether it goes on in the next line. */
final class CsvQuotes {
  private enum At {
    BEGIN,
    PLAIN,
    QUOTED,
    /** At a quote within quotes: the end of the value, or the first of two. */
    CLOSING
  }

  private final char separator;
  private At at = At.BEGIN;
  private boolean broken;

  CsvQuotes(char separator) {
    this.separator = separator;
  }

  /** Takes one line, without its end. */
  void take(String line) {
    for (int i = 0; i < line.length() && !broken; i++) {
      take(line.charAt(i));
    }
  }

  private void take(char c) {
    at =
        switch (at) {
          case BEGIN -> c == '"' ? At.QUOTED : plain(c);
          case PLAIN -> plain(c);
          case QUOTED -> c == '"' ? At.CLOSING : At.QUOTED;
          case CLOSING -> {
            broken = c != '"' && c != separator;
            yield c == '"' ? At.QUOTED : plain(c);
          }
        };
  }

  private At plain(char c) {
    return c == separator ? At.BEGIN : At.PLAIN;
  }

  /** Whether the value goes on in the next line. */
  boolean isOpen() {
    return at == At.QUOTED && !broken;
  }

  /** Whether something follows the closing quote of a value. */
  boolean isBroken() {
    return broken;
  }
}
