package io.sluice.gateway.rules;

import io.sluice.gateway.expression.Template;
import java.nio.charset.StandardCharsets;
import java.text.BreakIterator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Texts of fields. */
final class FieldTexts {
  private FieldTexts() {}

  /** Adds a value, or the elements of a list, without the empty ones. */
  static void addTo(List<String> texts, Object value) {
    if (value instanceof List<?> list) {
      for (Object each : list) {
        addTo(texts, each);
      }
    } else if (!isEmpty(value)) {
      texts.add(Template.text(value));
    }
  }

  static boolean isEmpty(Object value) {
    return (value instanceof String text && text.isEmpty())
        || (value instanceof List<?> list && list.isEmpty());
  }

  /**
   * Shortens to whole words; a first word that is too long itself is cut between two characters as
   * readers see them.
   *
   * @param maxLength in code points, or null
   * @param maxBytes in UTF-8, or null
   */
  static String cut(String text, @Nullable Integer maxLength, @Nullable Integer maxBytes) {
    int end = fitting(text, maxLength, maxBytes);
    if (end == text.length()) {
      return text;
    }
    boolean wordEnds = Character.isWhitespace(text.charAt(end));
    int blank = wordEnds ? end : lastBlank(text, end);
    if (blank > 0 && !text.substring(0, blank).isBlank()) {
      return text.substring(0, blank).stripTrailing();
    }
    BreakIterator characters = BreakIterator.getCharacterInstance(Locale.ROOT);
    characters.setText(text);
    return text.substring(0, characters.isBoundary(end) ? end : characters.preceding(end));
  }

  /** How many chars fit, never half a code point. */
  private static int fitting(String text, @Nullable Integer maxLength, @Nullable Integer maxBytes) {
    int most = maxLength == null ? Integer.MAX_VALUE : maxLength;
    int bytesLeft = maxBytes == null ? Integer.MAX_VALUE : maxBytes;
    int at = 0;
    for (int count = 0; at < text.length() && count < most; count++) {
      int codePoint = text.codePointAt(at);
      bytesLeft -= bytes(codePoint);
      if (bytesLeft < 0) {
        return at;
      }
      at += Character.charCount(codePoint);
    }
    return at;
  }

  private static int bytes(int codePoint) {
    if (codePoint < 0x80) {
      return 1;
    }
    return Character.toString(codePoint).getBytes(StandardCharsets.UTF_8).length;
  }

  private static int lastBlank(String text, int end) {
    int at = end - 1;
    while (at > 0 && !Character.isWhitespace(text.charAt(at))) {
      at--;
    }
    return at;
  }
}
