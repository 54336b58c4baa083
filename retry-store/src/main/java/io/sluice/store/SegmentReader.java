package io.sluice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads rows of a segmented table in order, while the writer appends to it and drops from it.
 *
 * <p>A database may build a whole result before it hands out the first row. So each stretch is
 * measured first and only what fits is fetched: memory stays within the limit even where one row is
 * a thousand times as large as its neighbours.
 */
final class SegmentReader<R> {
  private static final int SMALLEST_STRETCH = 128;
  private static final int LARGEST_STRETCH = 2_048;
  private static final long BYTES_BEFORE_SMALL_STRETCHES = 1 << 20;

  private final SegmentedTable<R> table;
  private final SegmentRows<R> rows;
  private final Dialect dialect;

  SegmentReader(SegmentedTable<R> table, Dialect dialect) {
    this.table = table;
    this.rows = table.rows();
    this.dialect = dialect;
  }

  /**
   * Rows {@code from} to {@code upTo}, both inclusive; stops after the row that passes maxBytes.
   */
  List<R> page(Connection connection, long from, long upTo, int maxRows, long maxBytes)
      throws SQLException {
    Page<R> page = new Page<>(maxRows, maxBytes);
    for (Segment segment : table.segments()) {
      if (segment.lastRow() >= from && segment.firstRow() <= upTo && !page.full()) {
        readUnlessDropped(connection, segment, Math.max(from, segment.firstRow()), upTo, page);
      }
    }
    return page.rows;
  }

  Optional<R> find(Connection connection, long row) throws SQLException {
    List<R> found = page(connection, row, row, 1, 1);
    return found.stream().findFirst();
  }

  private void readUnlessDropped(
      Connection connection, Segment segment, long from, long upTo, Page<R> page)
      throws SQLException {
    try {
      readSegment(connection, segment, from, Math.min(upTo, segment.lastRow()), page);
    } catch (SQLException failure) {
      if (!dialect.isMissingTable(failure) || table.segments().contains(segment)) {
        throw failure;
      }
    }
  }

  private void readSegment(
      Connection connection, Segment segment, long from, long upTo, Page<R> page)
      throws SQLException {
    int stretch = SMALLEST_STRETCH;
    long next = from;
    while (next <= upTo && !page.full()) {
      long end = Math.min(upTo, next + Math.min(stretch, page.rowsLeft()) - 1);
      long fitting = measure(connection, segment, next, end, page);
      fetch(connection, segment, next, fitting, page);
      next = fitting + 1;
      stretch =
          page.measured > BYTES_BEFORE_SMALL_STRETCHES
              ? SMALLEST_STRETCH
              : Math.min(LARGEST_STRETCH, stretch * 2);
    }
  }

  private long measure(Connection connection, Segment segment, long from, long to, Page<R> page)
      throws SQLException {
    String sql = select(rows.rowColumn() + ", " + rows.length(), segment);
    page.measured = 0;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setLong(1, from);
      statement.setLong(2, to);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          page.measured += result.getLong(2);
          if (page.bytes + page.measured > page.maxBytes) {
            page.bytes += page.measured;
            return result.getLong(1);
          }
        }
      }
    }
    page.bytes += page.measured;
    return to;
  }

  private void fetch(Connection connection, Segment segment, long from, long to, Page<R> page)
      throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(select(rows.columns(), segment))) {
      statement.setLong(1, from);
      statement.setLong(2, to);
      try (ResultSet result = statement.executeQuery()) {
        while (result.next()) {
          page.rows.add(rows.read(result));
        }
      }
    }
  }

  private String select(String what, Segment segment) {
    String column = rows.rowColumn();
    return ("select " + what + " from " + segment.table())
        + (" where " + column + " between ? and ? order by " + column);
  }

  private static final class Page<R> {
    final int maxRows;
    final long maxBytes;
    final List<R> rows = new ArrayList<>();
    long bytes;
    long measured;

    Page(int maxRows, long maxBytes) {
      this.maxRows = maxRows;
      this.maxBytes = maxBytes;
    }

    int rowsLeft() {
      return maxRows - rows.size();
    }

    boolean full() {
      return rowsLeft() <= 0 || bytes > maxBytes;
    }
  }
}
