package io.sluice.adapter.bol;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The file of all offers: CSV with a header line (RFC 4180), as bol's demo shows it. Kept as the
 * bytes that came; rows are read from them when they are asked for, which takes a while where there
 * are many. Any thread may read.
 */
final class OfferExport {
  static final int END = -1;
  private static final int MOST_DIGITS = 12;

  /** bol has twelve; what is behind them is none that we need. */
  private static final int MOST_FIELDS = 100;

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
    Lines header = new Lines(0);
    header.next();
    this.firstRow = header.end;
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

  private static int column(Lines header, String name) throws Unreadable {
    for (int at = 0; at < header.fields; at++) {
      if (header.field(at).equals(name)) {
        return at;
      }
    }
    throw new Unreadable("the file of all offers has no column " + name);
  }

  /**
   * Rows that have a reference, in the order of the file.
   *
   * @param from where the page before ended, 0 for the first
   */
  Page page(int from, int atMost) {
    List<Row> rows = new ArrayList<>();
    Lines lines = new Lines(Math.max(from, firstRow));
    while (rows.size() < atMost && lines.next()) {
      if (isOurs(lines)) {
        rows.add(row(lines));
      }
    }
    return new Page(rows, lines.end < csv.length ? lines.end : END);
  }

  /** The first row of each reference. */
  Map<String, Row> find(Set<String> references) {
    Map<String, Row> found = new HashMap<>();
    Lines lines = new Lines(firstRow);
    while (found.size() < references.size() && lines.next()) {
      String name = lines.field(reference);
      if (references.contains(name) && isOurs(lines)) {
        found.putIfAbsent(name, row(lines));
      }
    }
    return found;
  }

  /** Which of these ids it has; a new set. */
  Set<String> among(Set<String> offerIds) {
    Set<String> found = new HashSet<>();
    Lines lines = new Lines(firstRow);
    while (found.size() < offerIds.size() && lines.next()) {
      String id = lines.field(offerId);
      if (offerIds.contains(id)) {
        found.add(id);
      }
    }
    return found;
  }

  private boolean isOurs(Lines lines) {
    return !lines.field(offerId).isBlank() && !lines.field(reference).isBlank();
  }

  private Row row(Lines lines) {
    BigDecimal shown = number(lines.field(stock));
    return new Row(
        lines.field(offerId),
        lines.field(reference),
        shown == null ? null : shown.longValue(),
        number(lines.field(price)),
        lines.field(onHold).equals("true"));
  }

  private static @Nullable BigDecimal number(String text) {
    try {
      return text.isEmpty() || text.length() > MOST_DIGITS ? null : new BigDecimal(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Goes from line to line; a field becomes a text when it is asked for. */
  private final class Lines {
    private final int[] starts = new int[MOST_FIELDS];
    private final int[] ends = new int[MOST_FIELDS];
    private int fields;

    /** Where the next line begins. */
    private int end;

    Lines(int from) {
      end = from;
    }

    /** Whether there is one more. */
    boolean next() {
      if (end >= csv.length) {
        return false;
      }
      fields = 0;
      int at = end;
      boolean more = true;
      while (more) {
        int start = at;
        at = endOfField(at);
        if (fields < MOST_FIELDS) {
          starts[fields] = start;
          ends[fields] = at;
          fields++;
        }
        more = at < csv.length && csv[at] == ',';
        at++;
      }
      end = Math.min(at, csv.length);
      return true;
    }

    private int endOfField(int from) {
      boolean quoted = from < csv.length && csv[from] == '"';
      int at = quoted ? endOfQuoted(from + 1) : from;
      while (at < csv.length && csv[at] != ',' && csv[at] != '\n') {
        at++;
      }
      return at;
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

    /** Empty where the line has none. */
    String field(int column) {
      return column < fields ? text(starts[column], ends[column]) : "";
    }

    private String text(int from, int until) {
      int last = until > from && csv[until - 1] == '\r' ? until - 1 : until;
      String text = new String(csv, from, last - from, StandardCharsets.UTF_8);
      if (!text.startsWith("\"")) {
        return text;
      }
      boolean closed = text.length() > 1 && text.endsWith("\"");
      return text.substring(1, closed ? text.length() - 1 : text.length()).replace("\"\"", "\"");
    }
  }
}
