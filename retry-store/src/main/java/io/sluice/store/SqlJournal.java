package io.sluice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The journal's calls, on segment tables. */
final class SqlJournal implements Journal {
  private final Tables tables;
  private final Dialect dialect;
  private final SubmissionQueue queue;
  private final Heads heads;
  private final Readers readers;
  private final Chores chores;
  private final SegmentReader<JournalRow> rows;

  SqlJournal(
      Tables tables,
      Dialect dialect,
      SubmissionQueue queue,
      Heads heads,
      Readers readers,
      Chores chores) {
    this.tables = tables;
    this.dialect = dialect;
    this.queue = queue;
    this.heads = heads;
    this.readers = readers;
    this.chores = chores;
    this.rows = new SegmentReader<>(tables.journal, dialect);
  }

  @Override
  public void append(List<JournalRow> added, Runnable committed) {
    List<Write> writes = new ArrayList<>(added.size());
    added.forEach(row -> writes.add(new Write.Append(row)));
    queue.add(Submission.of(writes, committed));
  }

  @Override
  public List<JournalRow> page(long from, int maxRows, long maxBytes) {
    long head = heads.journal();
    return from > head
        ? List.of()
        : readers.read(connection -> rows.page(connection, from, head, maxRows, maxBytes));
  }

  @Override
  public void dropBelow(long position) {
    chores.dropJournalBelow(Math.min(position, heads.journal() + 1));
    queue.nudge();
  }

  Optional<JournalRow> find(long position) {
    return position > heads.journal()
        ? Optional.empty()
        : readers.read(connection -> rows.find(connection, position));
  }

  List<JournalRow> history(String key, long before, int limit) {
    long end = Math.min(before - 1, heads.journal());
    return readers.read(connection -> history(connection, key, end, limit));
  }

  private List<JournalRow> history(Connection connection, String key, long end, int limit)
      throws SQLException {
    List<JournalRow> found = new ArrayList<>();
    List<Segment> segments = tables.journal.segments();
    for (int i = segments.size() - 1; i >= 0 && found.size() < limit; i--) {
      Segment segment = segments.get(i);
      if (segment.firstRow() <= end) {
        addFrom(connection, segment, key, end, limit, found);
      }
    }
    return found;
  }

  private void addFrom(
      Connection connection,
      Segment segment,
      String key,
      long end,
      int limit,
      List<JournalRow> found)
      throws SQLException {
    for (long position : positions(connection, segment, key, end, limit - found.size())) {
      if (position <= end && found.size() < limit) {
        rows.find(connection, position).filter(row -> row.key().equals(key)).ifPresent(found::add);
      }
    }
  }

  /** Newest first. */
  private List<Long> positions(
      Connection connection, Segment segment, String key, long end, int limit) throws SQLException {
    return segment.sealed()
        ? tables.keyIndex.find(connection, segment, key)
        : scan(connection, segment, key, end, limit);
  }

  private List<Long> scan(Connection connection, Segment segment, String key, long end, int limit)
      throws SQLException {
    String sql =
        ("select position from " + segment.table() + " where position <= ? and item_key = ?")
            + " order by position desc limit ?";
    List<Long> found = new ArrayList<>();
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, end);
      select.setString(2, key);
      select.setInt(3, limit);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          found.add(result.getLong(1));
        }
      }
    } catch (SQLException failure) {
      if (!dialect.isMissingTable(failure)) {
        throw failure;
      }
    }
    return found;
  }
}
