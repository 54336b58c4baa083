package io.sluice.gateway.command;

import java.util.Map;
import java.util.TreeMap;

/** How many columns a terminal gives to text, near enough to align a table. */
public final class DisplayWidth {
  /** Blocks of two columns, first to last: East Asian Width W and F of Unicode 15, and emoji. */
  private static final TreeMap<Integer, Integer> WIDE =
      new TreeMap<>(
          Map.of(
              0x1100, 0x115f,
              0x2e80, 0x303e,
              0x3041, 0xa4cf,
              0xac00, 0xd7a3,
              0xf900, 0xfaff,
              0xfe30, 0xfe4f,
              0xff00, 0xff60,
              0x1f300, 0x1f64f,
              0x1f680, 0x1faff,
              0x20000, 0x3fffd));

  private DisplayWidth() {}

  public static int of(String text) {
    return text.codePoints().map(DisplayWidth::of).sum();
  }

  private static int of(int codePoint) {
    switch (Character.getType(codePoint)) {
      case Character.NON_SPACING_MARK:
      case Character.ENCLOSING_MARK:
      case Character.FORMAT:
        return 0;
      default:
        Map.Entry<Integer, Integer> block = WIDE.floorEntry(codePoint);
        return block != null && codePoint <= block.getValue() ? 2 : 1;
    }
  }

  /** The text, cut to so many columns with an ellipsis where something is missing. */
  public static String cut(String text, int columns) {
    if (of(text) <= columns) {
      return text;
    }
    StringBuilder kept = new StringBuilder();
    int width = 1;
    for (int codePoint : text.codePoints().toArray()) {
      width += of(codePoint);
      if (width > columns) {
        break;
      }
      kept.appendCodePoint(codePoint);
    }
    return kept.append('…').toString();
  }
}
