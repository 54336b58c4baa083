package io.sluice.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Densely numbered rows, spread over tables of a fixed number of rows each, so that old rows go by
 * dropping a table. The next table is made before it is needed.
 *
 * <p>The writer thread owns it; {@link #segments} may be read from anywhere.
 *
 * <p>INVARIANT: segments follow each other without a gap and the last ones are the newest.
 */
final class SegmentedTable<R> {
  private final SegmentRows<R> rows;
  private final Dialect dialect;
  private final SegmentRegistry registry;
  private final StoreConfig config;
  private final int segmentRows;

  private volatile List<Segment> segments = List.of();
  private long last;

  SegmentedTable(SegmentRows<R> rows, Dialect dialect, StoreConfig config) {
    this(rows, dialect, config, config.segmentRows());
  }

  /**
   * @param segmentRows of segments that are made from now on
   */
  SegmentedTable(SegmentRows<R> rows, Dialect dialect, StoreConfig config, int segmentRows) {
    this.rows = rows;
    this.segmentRows = segmentRows;
    this.dialect = dialect;
    this.config = config;
    this.registry = new SegmentRegistry(rows.family(), config);
  }

  SegmentRows<R> rows() {
    return rows;
  }

  /** Oldest first. */
  List<Segment> segments() {
    return segments;
  }

  /** Number of the newest row written, durable or not. */
  long last() {
    return last;
  }

  /** Learns from the store what is there. */
  void load(Statements statements) throws SQLException {
    segments = List.copyOf(registry.load(statements));
    registry.dropOrphans(statements, segments);
    if (segments.isEmpty()) {
      addSegment(statements);
    }
    last = findLast(statements);
  }

  private long findLast(Statements statements) throws SQLException {
    List<Segment> known = segments;
    for (int i = known.size() - 1; i >= 0; i--) {
      String newest = "select max(" + rows.rowColumn() + ") from " + known.get(i).table();
      try (var statement = statements.connection().createStatement();
          ResultSet result = statement.executeQuery(newest)) {
        if (result.next() && result.getObject(1) != null) {
          return result.getLong(1);
        }
      }
    }
    return known.get(0).firstRow() - 1;
  }

  /** Makes room for that many more rows. To be called outside a transaction. */
  void makeRoom(Statements statements, int count) throws SQLException {
    while (newest().lastRow() < last + count) {
      addSegment(statements);
    }
  }

  /** Whether the segment in use is also the last one that exists. */
  boolean lacksSpare() {
    return last >= newest().firstRow();
  }

  void addSegment(Statements statements) throws SQLException {
    List<Segment> known = segments;
    long number = known.isEmpty() ? 1 : newest().number() + 1;
    long firstRow = known.isEmpty() ? 1 : newest().lastRow() + 1;
    Segment added =
        new Segment(registry.tableName(number), number, firstRow, segmentRows, false, 0, 0);
    statements.define(
        "create table if not exists "
            + added.table()
            + " ("
            + rows.rowColumn()
            + " bigint primary key, "
            + rows.columnTypes(dialect.binaryType())
            + ", owner_epoch bigint not null)");
    registry.insert(statements, added);
    List<Segment> next = new ArrayList<>(known);
    next.add(added);
    segments = List.copyOf(next);
  }

  /** Inserts rows that follow the last one; room must have been made. */
  void append(Statements statements, List<R> added) throws SQLException {
    int from = 0;
    while (from < added.size()) {
      Segment segment = segmentOf(last + 1);
      int count = (int) Math.min(added.size() - from, segment.lastRow() - last);
      insert(statements, segment, added.subList(from, from + count));
      from += count;
    }
  }

  private void insert(Statements statements, Segment segment, List<R> added) throws SQLException {
    PreparedStatement insert = statements.of(insertInto(segment));
    for (R row : added) {
      if (rows.rowNumber(row) != last + 1) {
        throw new IllegalStateException(
            rows.family() + " row " + rows.rowNumber(row) + " does not follow " + last);
      }
      int columns = rows.bind(insert, row);
      insert.setLong(columns + 1, config.epoch());
      insert.addBatch();
      last++;
    }
    insert.executeBatch();
  }

  private String insertInto(Segment segment) {
    String marks = "?, ".repeat(rows.columns().split(",").length);
    return "insert into "
        + segment.table()
        + " ("
        + rows.columns()
        + ", owner_epoch) values ("
        + marks
        + "?)";
  }

  private Segment segmentOf(long row) {
    List<Segment> known = segments;
    for (int i = known.size() - 1; i >= 0; i--) {
      if (known.get(i).holds(row)) {
        return known.get(i);
      }
    }
    throw new IllegalStateException("no " + rows.family() + " segment for row " + row);
  }

  private Segment newest() {
    List<Segment> known = segments;
    return known.get(known.size() - 1);
  }

  /** Records what is known of a full segment. Part of the caller's transaction. */
  void seal(Statements statements, Segment sealed) throws SQLException {
    registry.update(statements, sealed);
    statements.forget(sealed.table());
  }

  /** Lets readers see a sealed segment as such. */
  void publishSealed(Segment sealed) {
    List<Segment> next = new ArrayList<>(segments);
    next.replaceAll(segment -> segment.number() == sealed.number() ? sealed : segment);
    segments = List.copyOf(next);
  }

  /** Drops the oldest segment, which must be full. Readers stop using it first. */
  void dropOldest(Statements statements) throws SQLException {
    Segment oldest = segments.get(0);
    segments = List.copyOf(segments.subList(1, segments.size()));
    statements.forget(oldest.table());
    registry.delete(statements, oldest);
    statements.define("drop table " + oldest.table());
  }
}
