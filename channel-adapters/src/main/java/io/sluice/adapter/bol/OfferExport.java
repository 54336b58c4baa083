package io.sluice.adapter.bol;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of all offers: CSV with a header line (RFC 4180), as bol's demo shows it. Kept as the
 * bytes that came; rows are read from them when they are asked for.
 */
final class OfferExport {
  static final int END = -1;
  private static final int MOST_DIGITS = 12;

  private final byte[] csv;
  private final int firstRow;
  private final int offerId;
  private final int price;
  private final int stock;
  private final int onHold;
  private final int reference;

  /**
   * @throws Unreadable where it has not the columns we need
   */
  OfferExport(byte[] csv) throws Unreadable {
    this.csv = csv;
    Line header = line(0);
    this.firstRow = header.next();
    this.offerId = column(header, "offerId");
    this.price = column(header, "bundlePricesPrice");
    this.stock = column(header, "stockAmount");
    this.onHold = column(header, "onHoldByRetailer");
    this.reference = column(header, "referenceCode");
  }

  /** The file is not what we know; the message says so to people. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * @param reference what the retailer calls the offer; ours is the SKU
   * @param stock null where it says none
   * @param price null where it says none
   */
  record Row(
      String offerId,
      String reference,
      @Nullable Long stock,
      @Nullable BigDecimal price,
      boolean onHold) {
    /** Whether it has the price of an offer that was created without one. */
    boolean isUnpriced() {
      return price != null
          && price.compareTo(BolPlanner.PLACEHOLDER) == 0
          && stock != null
          && stock == 0;
    }
  }

  /**
   * @param next where the next page begins, {@link #END} behind the last
   */
  record Page(List<Row> rows, int next) {}

  /**
   * @param next where the next line begins
   */
  private record Line(List<String> fields, int next) {}

  private static int column(Line header, String name) throws Unreadable {
    int at = header.fields().indexOf(name);
    if (at < 0) {
      throw new Unreadable("the file of all offers has no column " + name);
    }
    return at;
  }

  /**
   * Rows that have a reference, in the order of the file.
   *
   * @param from where the page before ended, 0 for the first
   */
  Page page(int from, int atMost) {
    List<Row> rows = new ArrayList<>();
    int at = Math.max(from, firstRow);
    while (at < csv.length && rows.size() < atMost) {
      Line line = line(at);
      at = line.next();
      Row row = row(line);
      if (row != null) {
        rows.add(row);
      }
    }
    return new Page(rows, at < csv.length ? at : END);
  }

  /** The first row of each reference. */
  Map<String, Row> find(Set<String> references) {
    Map<String, Row> found = new HashMap<>();
    int at = firstRow;
    while (at < csv.length && found.size() < references.size()) {
      Line line = line(at);
      at = line.next();
      Row row = row(line);
      if (row != null && references.contains(row.reference())) {
        found.putIfAbsent(row.reference(), row);
      }
    }
    return found;
  }

  private @Nullable Row row(Line line) {
    String id = field(line, offerId);
    String name = field(line, reference);
    if (id.isBlank() || name.isBlank()) {
      return null;
    }
    BigDecimal shown = number(field(line, stock));
    return new Row(
        id,
        name,
        shown == null ? null : shown.longValue(),
        number(field(line, price)),
        field(line, onHold).equals("true"));
  }

  private static String field(Line line, int column) {
    return column < line.fields().size() ? line.fields().get(column) : "";
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return text.isEmpty() || text.length() > MOST_DIGITS ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private Line line(int from) {
    List<String> fields = new ArrayList<>();
    int at = from;
    while (true) {
      int start = at;
      boolean quoted = at < csv.length && csv[at] == '"';
      at = quoted ? endOfQuoted(at + 1) : at;
      while (at < csv.length && csv[at] != ',' && csv[at] != '\n') {
        at++;
      }
      fields.add(text(start, at, quoted));
      boolean more = at < csv.length && csv[at] == ',';
      at++;
      if (!more) {
        return new Line(fields, Math.min(at, csv.length));
      }
    }
  }

  /** Behind the closing quote; two quotes are one of the text. */
  private int endOfQuoted(int from) {
    int at = from;
    while (at < csv.length) {
      if (csv[at] == '"') {
        if (at + 1 < csv.length && csv[at + 1] == '"') {
          at++;
        } else {
          return at + 1;
        }
      }
      at++;
    }
    return at;
  }

  private String text(int start, int end, boolean quoted) {
    int last = end > start && csv[end - 1] == '\r' ? end - 1 : end;
    String text = new String(csv, start, last - start, StandardCharsets.UTF_8);
    if (!quoted) {
      return text;
    }
    boolean closed = text.length() > 1 && text.endsWith("\"");
    return text.substring(1, closed ? text.length() - 1 : text.length()).replace("\"\"", "\"");
  }
}
