package io.sluice.gateway.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/**
 * Aligned columns. Cells are foreign text and are made visible; a number is set to the right. Long
 * text is cut, but the last column only on a terminal: in a file it is read in full.
 */
final class Table {
  private static final int MAX_CELL = 60;
  private static final String GAP = "  ";

  private final List<String> headers;
  private final List<List<String>> rows = new ArrayList<>();
  private final Set<Integer> numbers = new TreeSet<>();

  Table(String... headers) {
    this.headers = List.of(headers);
  }

  /** One cell per header; null is empty. */
  Table row(@Nullable Object... cells) {
    List<String> row = new ArrayList<>();
    for (int column = 0; column < headers.size(); column++) {
      Object cell = cells[column];
      if (cell instanceof Number) {
        numbers.add(column);
      }
      String text = VisibleText.of(cell);
      row.add(column < headers.size() - 1 ? DisplayWidth.cut(text, MAX_CELL) : text);
    }
    rows.add(row);
    return this;
  }

  void print(Terminal terminal) {
    if (terminal.interactive()) {
      int last = headers.size() - 1;
      rows.forEach(row -> row.set(last, DisplayWidth.cut(row.get(last), MAX_CELL)));
    }
    int[] widths = widths();
    terminal.out().println(terminal.paint(line(headers, widths), Style.bold));
    rows.forEach(row -> terminal.out().println(paint(terminal, line(row, widths), row)));
  }

  private int[] widths() {
    int[] widths = new int[headers.size()];
    for (int column = 0; column < widths.length; column++) {
      widths[column] = DisplayWidth.of(headers.get(column));
      for (List<String> row : rows) {
        widths[column] = Math.max(widths[column], DisplayWidth.of(row.get(column)));
      }
    }
    return widths;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < widths.length; column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths[column] - DisplayWidth.of(cell));
      line.append(numbers.contains(column) ? padding + cell : cell + padding).append(GAP);
    }
    return line.toString().stripTrailing();
  }

  /** A word for a state gives its colour to the row; the word itself always stays. */
  private static String paint(Terminal terminal, String line, List<String> row) {
    return row.stream()
        .map(StateColour::of)
        .flatMap(java.util.Optional::stream)
        .findFirst()
        .map(style -> terminal.paint(line, style))
        .orElse(line);
  }
}
