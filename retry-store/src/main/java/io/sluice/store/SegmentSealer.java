package io.sluice.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Seals one full segment in small steps between commits: reads its keys, then writes the side
 * tables and the segment's figures at once. Cut short, it starts over. Writer thread only.
 */
final class SegmentSealer<R> {
  /** Some 2 ms of reading, so that commits hardly notice. */
  private static final int ROWS_PER_STEP = 500;

  private final SegmentedTable<R> table;
  private final List<KeyColumn<R>> columns;
  private final Segment segment;
  private final List<KeyEntries> entries;
  private long next;
  private long newestMs = Long.MIN_VALUE;
  private long bytes;

  SegmentSealer(SegmentedTable<R> table, List<KeyColumn<R>> columns, Segment segment) {
    this.table = table;
    this.columns = columns;
    this.segment = segment;
    this.entries = columns.stream().map(each -> new KeyEntries()).toList();
    this.next = segment.firstRow();
  }

  /** Of the oldest segment that is full and not sealed; null where there is none. */
  static <R> @Nullable SegmentSealer<R> next(SegmentedTable<R> table, List<KeyColumn<R>> columns) {
    for (Segment segment : table.segments()) {
      if (!segment.sealed()) {
        return segment.lastRow() <= table.last()
            ? new SegmentSealer<>(table, columns, segment)
            : null;
      }
    }
    return null;
  }

  /** Does a little; true when the segment is sealed. */
  boolean step(Statements statements) throws SQLException {
    if (next <= segment.lastRow()) {
      readKeys(statements);
      return false;
    }
    finish(statements);
    return true;
  }

  private void readKeys(Statements statements) throws SQLException {
    long end = Math.min(segment.lastRow(), next + ROWS_PER_STEP - 1);
    String number = table.rows().rowColumn();
    String keys = columns.stream().map(each -> ", " + each.name()).collect(Collectors.joining());
    PreparedStatement select =
        statements.of(
            ("select " + number + ", " + table.rows().timeColumn() + ", " + table.rows().length())
                + (keys + " from " + segment.table() + " where " + number + " between ? and ?"));
    select.setLong(1, next);
    select.setLong(2, end);
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        long place = result.getLong(1) - segment.firstRow();
        for (int i = 0; i < entries.size(); i++) {
          entries.get(i).add(KeyEntries.entry(result.getString(4 + i), place));
        }
        newestMs = Math.max(newestMs, result.getLong(2));
        bytes += Retention.rowBytes(result.getLong(3));
      }
    }
    statements.connection().commit();
    next = end + 1;
  }

  private void finish(Statements statements) throws SQLException {
    for (int i = 0; i < entries.size(); i++) {
      entries.get(i).sort();
      columns.get(i).index().write(statements, segment, entries.get(i));
    }
    Segment sealed = segment.sealed(newestMs, bytes);
    table.seal(statements, sealed);
    statements.connection().commit();
    table.publishSealed(sealed);
  }
}
