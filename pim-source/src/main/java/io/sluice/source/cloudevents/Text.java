package io.sluice.source.cloudevents;

import io.sluice.source.RefusalCode;
import org.jspecify.annotations.Nullable;

/** What we ask of a piece of text that names something. */
final class Text {
  private static final int EXCERPT_CHARACTERS = 60;

  private Text() {}

  /** A SKU, or another name that facts are kept under: 1 to 200 characters. */
  static String key(String value, Place place) throws InvalidMessage {
    return checked(value, place, RefusalCode.FIELD_VALUE, Limits.KEY_CHARACTERS);
  }

  /** An attribute of the envelope. */
  static String attribute(String value, Place place) throws InvalidMessage {
    return checked(value, place, RefusalCode.CLOUDEVENT_INVALID, Limits.ATTRIBUTE_CHARACTERS);
  }

  /**
   * Control characters are refused because such text ends in paths, headers and logs; half a
   * surrogate pair because it has no UTF-8 form, so that two names would become one.
   */
  private static String checked(String value, Place place, RefusalCode code, int max)
      throws InvalidMessage {
    String problem = problem(value, max);
    if (problem != null) {
      throw place.refused(code, excerpt(value) + " " + problem);
    }
    return value;
  }

  private static @Nullable String problem(String value, int max) {
    if (value.isBlank()) {
      return "is empty; 1 to " + max + " characters are allowed";
    }
    if (value.length() > max && value.codePointCount(0, value.length()) > max) {
      return "has %d characters; at most %d are allowed"
          .formatted(value.codePointCount(0, value.length()), max);
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (Character.isISOControl(c)) {
        return "has the control character U+%04X at %d; none are allowed".formatted((int) c, i);
      }
      if (Character.isSurrogate(c)) {
        if (!isPair(value, i)) {
          return "has half a surrogate pair at %d".formatted(i);
        }
        i++;
      }
    }
    return null;
  }

  private static boolean isPair(String value, int i) {
    return i + 1 < value.length()
        && Character.isSurrogatePair(value.charAt(i), value.charAt(i + 1));
  }

  /** The value in quotes for a message: short, and printable wherever it ends up. */
  static String excerpt(String value) {
    StringBuilder shown = new StringBuilder("\"");
    int end = Math.min(value.length(), EXCERPT_CHARACTERS);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      boolean printable =
          Character.isSurrogate(c) ? inPair(value, i, end) : !Character.isISOControl(c);
      shown.append(printable ? c : '\uFFFD');
    }
    return shown.append(end < value.length() ? "…\"" : "\"").toString();
  }

  private static boolean inPair(String value, int i, int end) {
    boolean first = i + 1 < end && Character.isSurrogatePair(value.charAt(i), value.charAt(i + 1));
    boolean second = i > 0 && Character.isSurrogatePair(value.charAt(i - 1), value.charAt(i));
    return first || second;
  }
}
