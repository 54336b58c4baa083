package io.sluice.gateway.command;

import io.sluice.gateway.api.SafeText;
import org.jspecify.annotations.Nullable;

/** Foreign text for a terminal: what could steer it is shown as {@code \x1b} or {@code \u202e}. */
public final class VisibleText {
  private VisibleText() {}

  public static String of(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    StringBuilder visible = new StringBuilder();
    value.toString().codePoints().forEach(codePoint -> append(visible, codePoint));
    return visible.toString();
  }

  private static void append(StringBuilder visible, int codePoint) {
    if (codePoint == '\n') {
      visible.append("\\n");
    } else if (codePoint == '\t') {
      visible.append("\\t");
    } else if (SafeText.isUnsafe(codePoint) || isHalfPair(codePoint)) {
      visible.append(String.format(codePoint < 0x100 ? "\\x%02x" : "\\u%04x", codePoint));
    } else {
      visible.appendCodePoint(codePoint);
    }
  }

  private static boolean isHalfPair(int codePoint) {
    return Character.getType(codePoint) == Character.SURROGATE;
  }
}
