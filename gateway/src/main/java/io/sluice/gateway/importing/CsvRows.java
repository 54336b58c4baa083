package io.sluice.gateway.importing;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a CSV file into rows. A row whose quotes are wrong costs that row alone: where a quote is
 * never closed, the lines that it swallowed are read again.
 */
final class CsvRows implements Closeable {
  private static final int MOST_LINES = 1_000;
  private static final String QUOTE_HINT =
      "write a quote within a value twice, and the value in quotes: \"5\"\" pipe\"";

  private final ByteLines lines;
  private char separator;
  private boolean begun;

  CsvRows(InputStream in) {
    this.lines = new ByteLines(in);
  }

  /**
   * @param fields empty where there is a fault
   */
  record Row(long line, List<String> fields, @Nullable String fault) {
    private static Row broken(ByteLines.Line line, String fault) {
      return new Row(line.number(), List.of(), fault);
    }
  }

  /** Null at the end. The first row tells the separator: comma, semicolon or tab. */
  @Nullable Row next() throws IOException {
    ByteLines.Line line = lines.next();
    while (line != null && line.bytes().length == 0) {
      line = lines.next();
    }
    return line == null ? null : row(line);
  }

  private Row row(ByteLines.Line first) throws IOException {
    String text = first.text();
    if (text == null) {
      return Row.broken(first, first.fault());
    }
    if (!begun) {
      begun = true;
      separator = separator(text);
    }
    CsvQuotes quotes = new CsvQuotes(separator);
    quotes.take(text);
    StringBuilder row = new StringBuilder(text);
    List<ByteLines.Line> more = new ArrayList<>();
    while (quotes.isOpen()) {
      ByteLines.Line next = lines.next();
      String part = next == null ? null : next.text();
      if (next != null) {
        more.add(next);
      }
      if (part == null || more.size() > MOST_LINES || row.length() > ByteLines.LONGEST) {
        lines.giveBack(more);
        return Row.broken(first, "a quote is never closed; " + QUOTE_HINT);
      }
      row.append('\n').append(part);
      quotes.take(part);
    }
    if (quotes.isBroken()) {
      lines.giveBack(more);
      return Row.broken(first, "something follows the closing quote of a value; " + QUOTE_HINT);
    }
    return new Row(first.number(), fields(row.toString()), null);
  }

  private static char separator(String line) {
    return line.chars()
        .filter(c -> ",;\t".indexOf(c) >= 0)
        .mapToObj(c -> (char) c)
        .findFirst()
        .orElse(',');
  }

  private List<String> fields(String row) throws IOException {
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder().fieldSeparator(separator).skipEmptyLines(false).ofCsvRecord(row)) {
      return reader.iterator().next().getFields();
    }
  }

  long bytes() {
    return lines.bytes();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
