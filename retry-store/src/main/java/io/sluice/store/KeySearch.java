package io.sluice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the rows of one key in a segmented table, newest first. Thread-safe. */
final class KeySearch<R> {
  private final SegmentedTable<R> table;
  private final KeyColumn<R> column;
  private final SegmentReader<R> rows;
  private final Dialect dialect;
  private volatile @Nullable EarlierKeys earlier;

  KeySearch(SegmentedTable<R> table, KeyColumn<R> column, Dialect dialect) {
    this.table = table;
    this.column = column;
    this.rows = new SegmentReader<>(table, dialect);
    this.dialect = dialect;
  }

  /**
   * @param end highest row to take
   * @param head newest durable row
   */
  List<R> find(Connection connection, String key, long end, long head, int limit)
      throws SQLException {
    List<R> found = new ArrayList<>();
    List<Segment> segments = table.segments();
    for (int i = segments.size() - 1; i >= 0 && found.size() < limit; i--) {
      Segment segment = segments.get(i);
      if (segment.firstRow() <= end) {
        addFrom(connection, segment, key, Math.min(end, head), head, limit, found);
      }
    }
    return found;
  }

  private void addFrom(
      Connection connection,
      Segment segment,
      String key,
      long end,
      long head,
      int limit,
      List<R> found)
      throws SQLException {
    int wanted = limit - found.size();
    for (long number : numbers(connection, segment, key, end, head, wanted)) {
      if (number <= end && found.size() < limit) {
        rows.find(connection, number)
            .filter(row -> column.key().apply(row).equals(key))
            .ifPresent(found::add);
      }
    }
  }

  /** Newest first. */
  private List<Long> numbers(
      Connection connection, Segment segment, String key, long end, long head, int limit)
      throws SQLException {
    long to = Math.min(end, segment.lastRow());
    if (segment.sealed()) {
      List<Long> found = column.index().find(connection, segment, key);
      return !found.isEmpty() || column.index().covers(connection, segment)
          ? found
          : earlier(connection, segment, segment.lastRow() + 1).find(key, to, limit);
    }
    RecentKeys recent = column.recent();
    long first = Math.min(recent.first(), head + 1);
    List<Long> found = recent.find(key, Math.max(segment.firstRow(), first), to, limit);
    if (segment.firstRow() < first) {
      long below = Math.min(first, segment.lastRow() + 1);
      found.addAll(earlier(connection, segment, below).find(key, to, limit - found.size()));
    }
    return found;
  }

  /**
   * Keys of a segment's rows that nothing else leads to, from the segment's first.
   *
   * @param hashes of {@link RecentKeys}
   */
  private record EarlierKeys(long segment, long first, int[] hashes) {
    List<Long> find(String key, long to, int limit) {
      int wanted = RecentKeys.hash(key);
      List<Long> found = new ArrayList<>();
      long newest = Math.min(to, first + hashes.length - 1);
      for (long number = newest; number >= first && found.size() < limit; number--) {
        if (hashes[(int) (number - first)] == wanted) {
          found.add(number);
        }
      }
      return found;
    }

    boolean has(Segment of, long below) {
      return segment == of.number() && first + hashes.length >= below;
    }
  }

  /** Reads them once: an earlier process wrote them, or sealed them without this index. */
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
    String number = table.rows().rowColumn();
    String sql =
        ("select " + number + ", " + column.name() + " from " + segment.table())
            + (" where " + number + " < ?");
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
