package io.sluice.gateway.config;

import java.util.List;

/** The text of one configuration file, by lines. Equal only to itself. */
final class SourceFile {
  /** A longer line is not shown: nobody wrote it by hand. */
  private static final int LONGEST_SHOWN = 2_000;

  private final String name;
  private final String text;
  private final List<String> lines;

  private SourceFile(String name, String text) {
    this.name = name;
    this.text = text;
    this.lines = List.of(text.split("\r\n|\r|\n", -1));
  }

  static SourceFile of(String name, String text) {
    return new SourceFile(name, text.startsWith("\uFEFF") ? text.substring(1) : text);
  }

  String name() {
    return name;
  }

  String text() {
    return text;
  }

  Place whole() {
    return new Place(this, 0, 0, 1);
  }

  /**
   * @param index of a char in the text
   */
  Place at(int index) {
    String before = text.substring(0, Math.min(index, text.length()));
    String[] begun = before.split("\r\n|\r|\n", -1);
    String last = begun[begun.length - 1];
    return new Place(this, begun.length, last.codePointCount(0, last.length()) + 1, 1);
  }

  /**
   * Index of a char in the text; the nearest one where the line is shorter.
   *
   * @param line from 1
   * @param column in code points, from 1
   */
  int index(int line, int column) {
    int start = 0;
    for (int i = 1; i < line; i++) {
      start += line(i).length();
      start += text.startsWith("\r\n", start) ? 2 : 1;
    }
    String found = line(line);
    int left = found.codePointCount(0, found.length());
    return Math.min(text.length(), start) + found.offsetByCodePoints(0, Math.min(column - 1, left));
  }

  Place atCodePoint(int index) {
    int known = Math.min(index, text.codePointCount(0, text.length()));
    return at(text.offsetByCodePoints(0, known));
  }

  /**
   * @param line from 1; empty outside the file
   */
  String line(int line) {
    return line >= 1 && line <= lines.size() ? lines.get(line - 1) : "";
  }

  boolean canShow(int line) {
    return line >= 1 && line <= lines.size() && line(line).length() <= LONGEST_SHOWN;
  }

  @Override
  public String toString() {
    return name;
  }
}
