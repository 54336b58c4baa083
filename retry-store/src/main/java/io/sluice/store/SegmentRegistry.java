package io.sluice.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The list of one family's segments. A table comes before its entry and goes after it, so that an
 * entry always has its table; a table without entry is the rest of a change cut short.
 */
final class SegmentRegistry {
  private static final String KEY = " where partition_id = ? and family = ?";

  private final String family;
  private final StoreConfig config;

  SegmentRegistry(String family, StoreConfig config) {
    this.family = family;
    this.config = config;
  }

  String tableName(long number) {
    return prefix() + number;
  }

  private String prefix() {
    return family + "_" + config.partition() + "_";
  }

  /** Oldest first. */
  List<Segment> load(Statements statements) throws SQLException {
    PreparedStatement select =
        statements.of(
            "select number, first_row, row_limit, sealed, newest_ms, bytes from segment"
                + KEY
                + " order by number");
    bindKey(select, 1);
    List<Segment> found = new ArrayList<>();
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        found.add(read(result));
      }
    }
    for (int i = 1; i < found.size(); i++) {
      if (found.get(i).firstRow() != found.get(i - 1).lastRow() + 1) {
        throw new IllegalStateException("gap before " + found.get(i));
      }
    }
    return found;
  }

  private Segment read(ResultSet result) throws SQLException {
    long number = result.getLong(1);
    return new Segment(
        tableName(number),
        number,
        result.getLong(2),
        result.getInt(3),
        result.getBoolean(4),
        result.getLong(5),
        result.getLong(6));
  }

  void dropOrphans(Statements statements, List<Segment> known) throws SQLException {
    Set<String> wanted = known.stream().map(Segment::table).collect(Collectors.toSet());
    List<String> orphans = new ArrayList<>();
    PreparedStatement select =
        statements.of(
            "select table_name from information_schema.tables where table_name like ? escape '!'");
    select.setString(1, prefix().replace("_", "!_") + "%");
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        if (!wanted.contains(result.getString(1))) {
          orphans.add(result.getString(1));
        }
      }
    }
    for (String orphan : orphans) {
      statements.define("drop table " + orphan);
    }
  }

  void insert(Statements statements, Segment segment) throws SQLException {
    PreparedStatement insert =
        statements.of(
            "insert into segment (partition_id, family, number, first_row, row_limit, sealed,"
                + " newest_ms, bytes, owner_epoch) values (?, ?, ?, ?, ?, false, 0, 0, ?)");
    bindKey(insert, 1);
    insert.setLong(3, segment.number());
    insert.setLong(4, segment.firstRow());
    insert.setInt(5, segment.rowLimit());
    insert.setLong(6, config.epoch());
    insert.executeUpdate();
    statements.connection().commit();
  }

  /** Part of the caller's transaction. */
  void update(Statements statements, Segment sealed) throws SQLException {
    PreparedStatement update =
        statements.of(
            "update segment set sealed = true, newest_ms = ?, bytes = ?, owner_epoch = ?"
                + KEY
                + " and number = ?");
    update.setLong(1, sealed.newestMs());
    update.setLong(2, sealed.bytes());
    update.setLong(3, config.epoch());
    bindKey(update, 4);
    update.setLong(6, sealed.number());
    update.executeUpdate();
  }

  void delete(Statements statements, Segment segment) throws SQLException {
    PreparedStatement delete = statements.of("delete from segment" + KEY + " and number = ?");
    bindKey(delete, 1);
    delete.setLong(3, segment.number());
    delete.executeUpdate();
    statements.connection().commit();
  }

  private void bindKey(PreparedStatement statement, int column) throws SQLException {
    statement.setInt(column, config.partition());
    statement.setString(column + 1, family);
  }
}
