package io.sluice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The journal's calls, on segment tables. */
final class SqlJournal implements Journal {
  private final Tables tables;
  private final Dialect dialect;
  private final SubmissionQueue queue;
  private final Heads heads;
  private final Readers readers;
  private final Chores chores;
  private final SegmentReader<JournalRow> rows;
  private volatile @Nullable EarlierKeys earlier;

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
    if (segment.sealed()) {
      return tables.keyIndex.find(connection, segment, key);
    }
    RecentKeys recent = tables.recentKeys;
    long first = Math.min(recent.first(), heads.journal() + 1);
    long to = Math.min(end, segment.lastRow());
    List<Long> found = recent.find(key, Math.max(segment.firstRow(), first), to, limit);
    if (segment.firstRow() < first) {
      long below = Math.min(first, segment.lastRow() + 1);
      found.addAll(earlier(connection, segment, below).find(key, to, limit - found.size()));
    }
    return found;
  }

  /**
   * Keys of a segment's rows that an earlier process wrote, from the segment's first.
   *
   * @param hashes of {@link RecentKeys}
   */
  private record EarlierKeys(long segment, long first, int[] hashes) {
    List<Long> find(String key, long to, int limit) {
      int wanted = RecentKeys.hash(key);
      List<Long> found = new ArrayList<>();
      long newest = Math.min(to, first + hashes.length - 1);
      for (long position = newest; position >= first && found.size() < limit; position--) {
        if (hashes[(int) (position - first)] == wanted) {
          found.add(position);
        }
      }
      return found;
    }

    boolean has(Segment of, long below) {
      return segment == of.number() && first + hashes.length >= below;
    }
  }

  /** Reads them once: there is nothing that leads to a key in a segment that is not full. */
  private EarlierKeys earlier(Connection connection, Segment segment, long below)
      throws SQLException {
    EarlierKeys known = earlier;
    if (known == null || !known.has(segment, below)) {
      known = read(connection, segment, below);
      earlier = known;
    }
    return known;
  }

  private EarlierKeys read(Connection connection, Segment segment, long below) throws SQLException {
    int[] hashes = new int[(int) (below - segment.firstRow())];
    String sql = "select position, item_key from " + segment.table() + " where position < ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setLong(1, below);
      select.setFetchSize(1_000);
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          hashes[(int) (result.getLong(1) - segment.firstRow())] =
              RecentKeys.hash(result.getString(2));
        }
      }
    } catch (SQLException failure) {
      if (!dialect.isMissingTable(failure)) {
        throw failure;
      }
    }
    return new EarlierKeys(segment.number(), segment.firstRow(), hashes);
  }
}
