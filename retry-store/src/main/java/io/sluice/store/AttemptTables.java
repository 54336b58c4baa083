package io.sluice.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The attempts: those with texts, and the many plain ones, each with its own quota, so that a good
 * day does not push out what went wrong on a bad one. Whole segments fall out, oldest first.
 */
final class AttemptTables {
  private static final int SEGMENTS = 10;

  private final Part texts;
  private final Part plain;

  AttemptTables(Dialect dialect, StoreConfig config) {
    AttemptQuota quota = config.attempts();
    texts = new Part(false, "attempt_index", quota.rows(), quota.bytes(), dialect, config);
    plain = new Part(true, "success_index", quota.plainRows(), Long.MAX_VALUE, dialect, config);
  }

  void load(Statements statements) throws SQLException {
    texts.load(statements);
    plain.load(statements);
  }

  /** To be called outside a transaction. */
  void makeRoom(Statements statements, List<AttemptRow> rows) throws SQLException {
    texts.table.makeRoom(statements, rows.size());
    plain.table.makeRoom(statements, rows.size());
  }

  /** Part of the caller's transaction. */
  void write(Statements statements, List<AttemptRow> rows) throws SQLException {
    texts.append(statements, rows);
    plain.append(statements, rows);
  }

  /** Lets readers see what was written, after the commit. */
  void committed() {
    texts.head = texts.table.last();
    plain.head = plain.table.last();
  }

  /** Does one step of housekeeping; false when there is nothing to do. */
  boolean step(Statements statements) throws SQLException {
    return texts.step(statements) || plain.step(statements);
  }

  /** Starts over with what is to be done, after a failure. */
  void reset() {
    texts.sealer = null;
    plain.sealer = null;
  }

  /** How many fell out of the quotas since the store was opened. */
  long dropped() {
    return texts.dropped.get() + plain.dropped.get();
  }

  /** Attempts with texts below a sequence, newest first. */
  List<AttemptRow> page(Connection connection, long before, int limit) throws SQLException {
    long to = Math.min(before - 1, texts.head);
    long from = Math.max(1, to - limit + 1);
    List<AttemptRow> rows =
        new ArrayList<>(texts.reader.page(connection, from, to, limit, Long.MAX_VALUE));
    rows.sort(Comparator.comparingLong(AttemptRow::sequence).reversed());
    return rows;
  }

  /** Of one key, newest first. */
  List<AttemptRow> ofKey(Connection connection, String key, int limit) throws SQLException {
    List<AttemptRow> rows = new ArrayList<>(texts.ofKey(connection, key, limit));
    rows.addAll(plain.ofKey(connection, key, limit));
    rows.sort(Comparator.comparingLong(AttemptRow::atMs).reversed());
    return rows.size() > limit ? rows.subList(0, limit) : rows;
  }

  private static final class Part {
    final boolean isPlain;
    final long rowsAtMost;
    final long bytesAtMost;
    final SegmentedTable<AttemptRow> table;
    final SegmentReader<AttemptRow> reader;
    final KeyColumn<AttemptRow> keys;
    final KeySearch<AttemptRow> search;
    @Nullable SegmentSealer<AttemptRow> sealer;
    volatile long head;
    final AtomicLong dropped = new AtomicLong();

    Part(
        boolean isPlain,
        String index,
        int rowsAtMost,
        long bytesAtMost,
        Dialect dialect,
        StoreConfig config) {
      this.isPlain = isPlain;
      this.rowsAtMost = rowsAtMost;
      this.bytesAtMost = bytesAtMost;
      int segmentRows = Math.max(1, rowsAtMost / SEGMENTS);
      AttemptRows rows = new AttemptRows(isPlain);
      table = new SegmentedTable<>(rows, dialect, config, segmentRows);
      reader = new SegmentReader<>(table, dialect);
      keys = KeyColumn.of("item_key", AttemptRow::key, index, rows, segmentRows, config);
      search = new KeySearch<>(table, keys, dialect);
    }

    void load(Statements statements) throws SQLException {
      table.load(statements);
      head = table.last();
    }

    void append(Statements statements, List<AttemptRow> all) throws SQLException {
      List<AttemptRow> rows = new ArrayList<>();
      for (AttemptRow row : all) {
        if (row.plain() == isPlain) {
          rows.add(row.at(table.last() + 1 + rows.size()));
        }
      }
      table.append(statements, rows);
      keys.put(rows);
    }

    List<AttemptRow> ofKey(Connection connection, String key, int limit) throws SQLException {
      return search.find(connection, key, head, head, limit);
    }

    boolean step(Statements statements) throws SQLException {
      return addSpare(statements) || seal(statements) || drop(statements);
    }

    private boolean addSpare(Statements statements) throws SQLException {
      if (!table.lacksSpare()) {
        return false;
      }
      table.addSegment(statements);
      return true;
    }

    private boolean seal(Statements statements) throws SQLException {
      if (sealer == null) {
        sealer = SegmentSealer.next(table, List.of(keys));
      }
      if (sealer == null) {
        return false;
      }
      if (sealer.step(statements)) {
        sealer = null;
      }
      return true;
    }

    private boolean drop(Statements statements) throws SQLException {
      List<Segment> segments = table.segments();
      Segment oldest = segments.get(0);
      long bytes = segments.stream().mapToLong(Segment::bytes).sum();
      boolean tooMany = table.last() - oldest.lastRow() >= rowsAtMost || bytes > bytesAtMost;
      if (!oldest.sealed() || !tooMany) {
        return false;
      }
      table.dropOldest(statements);
      keys.index().dropBefore(statements, table.segments().get(0));
      dropped.addAndGet(oldest.rowLimit());
      return true;
    }
  }
}
