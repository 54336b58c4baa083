package io.sluice.adapter.wire;

import java.nio.charset.StandardCharsets;

/** Foreign text made safe to show: shortened, and no character that hides or turns others. */
public final class Visible {
  private static final int EXCERPT = 2_000;
  private static final int LINE = 300;

  private Visible() {}

  /** At most 2,000 characters of an answer. */
  public static String excerpt(byte[] body) {
    // Every character has at most four bytes; the escapes are cut afterwards.
    int bytes = Math.min(body.length, EXCERPT * 4);
    return escape(new String(body, 0, bytes, StandardCharsets.UTF_8), EXCERPT);
  }

  /** At most 300 characters. */
  public static String line(String text) {
    return escape(text, LINE);
  }

  private static String escape(String text, int atMost) {
    StringBuilder visible = new StringBuilder(Math.min(text.length(), atMost));
    for (int at = 0; at < text.length(); ) {
      int character = text.codePointAt(at);
      String shown = shown(character);
      if (visible.length() + shown.length() > atMost - 1 && at + 1 < text.length()) {
        return visible.append('…').toString();
      }
      visible.append(shown);
      at += Character.charCount(character);
    }
    return visible.toString();
  }

  private static String shown(int character) {
    switch (Character.getType(character)) {
      case Character.CONTROL,
      Character.FORMAT,
      Character.SURROGATE,
      Character.LINE_SEPARATOR,
      Character.PARAGRAPH_SEPARATOR:
        return escaped(character);
      default:
        return Character.toString(character);
    }
  }

  private static String escaped(int character) {
    return switch (character) {
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      default -> String.format("\\u%04x", character);
    };
  }
}
