package io.sluice.gateway.config;

import java.util.ArrayList;
import java.util.List;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.ScalarNode;

/**
 * A text with its place in the file, however it is written there: plain, in quotes, with escapes,
 * over several lines. White space may be written in many ways, so places are found by counting
 * everything else.
 */
final class ScalarText {
  /** What a backslash and one letter mean that is white space. */
  private static final String WHITE_ESCAPES = "ntvfr LP\t";

  private final Entry entry;
  private final ScalarNode node;

  /**
   * @param entry that holds the scalar
   */
  ScalarText(Entry entry, ScalarNode node) {
    this.entry = entry;
    this.node = node;
  }

  /**
   * Where a character of the text is written.
   *
   * @param line within the text, from 1
   * @param column within that line in code points, from 1
   */
  Place at(int line, int column) {
    String text = node.getValue();
    int end = index(text, line, column);
    int before = (int) text.substring(0, end).chars().filter(c -> !isWhite(c)).count();
    boolean onBlack = end < text.length() && !isWhite(text.charAt(end));
    List<Integer> black = black();
    if (onBlack && before < black.size()) {
      return entry.file().at(black.get(before));
    }
    return before > 0 && before <= black.size()
        ? entry.file().at(black.get(before - 1) + 1)
        : entry.valuePlace();
  }

  private static int index(String text, int line, int column) {
    int start = 0;
    for (int i = 1; i < line && text.indexOf('\n', start) >= 0; i++) {
      start = text.indexOf('\n', start) + 1;
    }
    int left = text.codePointCount(start, text.length());
    return text.offsetByCodePoints(start, Math.min(column - 1, left));
  }

  /** Where each char of the text that is no white space is written, in their order. */
  private List<Integer> black() {
    List<Integer> found = new ArrayList<>();
    String file = entry.file().text();
    ScalarStyle style = node.getScalarStyle();
    int at = start(file, style);
    int end = Math.min(file.length(), index(node.getEndMark().orElseThrow()));
    while (at < end) {
      int length = length(file, at, style);
      if (!isWhite(file, at, length)) {
        found.add(at);
      }
      at += length;
    }
    return found;
  }

  private int start(String file, ScalarStyle style) {
    int start = index(node.getStartMark().orElseThrow());
    return switch (style) {
      case PLAIN, JSON_SCALAR_STYLE -> start;
      case SINGLE_QUOTED, DOUBLE_QUOTED -> start + 1;
      // Behind the line of the | or >.
      case LITERAL, FOLDED -> Math.max(start, file.indexOf('\n', start));
    };
  }

  /** How many chars of the file stand for one of the text. */
  private static int length(String file, int at, ScalarStyle style) {
    if (style == ScalarStyle.SINGLE_QUOTED && file.startsWith("''", at)) {
      return 2;
    }
    if (style != ScalarStyle.DOUBLE_QUOTED || file.charAt(at) != '\\' || at + 1 >= file.length()) {
      return 1;
    }
    return switch (file.charAt(at + 1)) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private static boolean isWhite(String file, int at, int length) {
    if (length < 2 || file.charAt(at) != '\\') {
      return isWhite(file.charAt(at));
    }
    if (length == 2) {
      return WHITE_ESCAPES.indexOf(file.charAt(at + 1)) >= 0 || isWhite(file.charAt(at + 1));
    }
    return isWhite(Integer.parseInt(file.substring(at + 2, at + length), 16));
  }

  private static boolean isWhite(int c) {
    return Character.isWhitespace(c);
  }

  private int index(Mark mark) {
    return entry.file().index(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
