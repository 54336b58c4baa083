package io.sluice.gateway.importing;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A CSV file with a header, one product a row. */
public final class CsvLines implements ImportLines {
  private final CsvRows rows;
  private final CsvHeader header;
  private final CsvEvents events;
  private final SkuSet skus = new SkuSet();

  private CsvLines(CsvRows rows, CsvHeader header, CsvEvents events) {
    this.rows = rows;
    this.header = header;
    this.events = events;
  }

  /**
   * What the file does not say itself.
   *
   * @param ignored names of columns to leave out
   * @param currency of prices without a column for it
   * @param asOf when the file was right, unless a column {@code time} says so
   */
  public record Settings(Set<String> ignored, @Nullable String currency, @Nullable Instant asOf) {
    public Settings {
      ignored = Set.copyOf(ignored);
    }
  }

  /** Reads the first line. */
  public static CsvLines open(InputStream in, Settings settings)
      throws IOException, BrokenHeaderException {
    CsvRows rows = new CsvRows(in);
    CsvRows.Row first = rows.next();
    if (first == null) {
      throw new BrokenHeaderException(
          List.of("the file is empty; its first line names the columns, such as sku,name,stock"));
    }
    if (first.fault() != null) {
      throw new BrokenHeaderException(List.of(first.fault()));
    }
    CsvHeader header = new CsvHeader(first.fields(), settings.ignored(), settings.currency());
    return new CsvLines(rows, header, new CsvEvents(header, settings.currency(), settings.asOf()));
  }

  /** Whether rows say anything but which products there are. */
  public boolean saysSomething() {
    return header.saysSomething();
  }

  @Override
  public @Nullable ImportLine next() throws IOException {
    CsvRows.Row row = rows.next();
    return row == null ? null : read(row);
  }

  private ImportLine read(CsvRows.Row row) {
    if (row.fault() != null) {
      return ImportLine.broken(row.line(), row.fault());
    }
    int wanted = header.columns().size();
    int found = row.fields().size();
    if (found != wanted) {
      return ImportLine.broken(
          row.line(),
          "has %d columns instead of %d; put a value that holds the separator in double quotes"
              .formatted(found, wanted));
    }
    ImportLine line = events.read(row.line(), row.fields());
    if (line.sku() == null || skus.add(line.sku())) {
      return line;
    }
    return ImportLine.broken(
        line.number(),
        "sku '"
            + line.sku()
            + "' stands on an earlier line already; write one row a product, stocks and prices of"
            + " several warehouses and lists as columns stock.NAME and price.NAME");
  }

  @Override
  public long bytes() {
    return rows.bytes();
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
