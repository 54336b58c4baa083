package io.sluice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checkpoints of catalog and shelves: the newest row per (scope, key, part). */
final class StateTable {
  private static final String COLUMNS = "scope, item_key, part, position, item_value";

  /** The whole index in the order, because H2 sorts by an index only when all of it is named. */
  private static final String ORDER = " order by partition_id, scope, item_key, part";

  private static final int ROWS_PER_PAGE = 500;

  private final StoreConfig config;
  private final String upsert;

  StateTable(Dialect dialect, StoreConfig config) {
    this.config = config;
    this.upsert =
        dialect.upsert(
            "state",
            List.of("partition_id", "scope", "item_key", "part"),
            List.of("position", "item_value", "item_value_rest", "owner_epoch"));
  }

  void write(Statements statements, Collection<StateRow> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    PreparedStatement put = statements.of(upsert);
    for (StateRow row : rows) {
      put.setInt(1, config.partition());
      put.setString(2, row.scope());
      put.setString(3, row.key());
      put.setString(4, row.part());
      put.setLong(5, row.position());
      Bytes.bind(put, 6, row.value());
      put.setLong(8, config.epoch());
      put.addBatch();
    }
    put.executeBatch();
  }

  void delete(Statements statements, Collection<Write.DeleteState> gone) throws SQLException {
    if (gone.isEmpty()) {
      return;
    }
    PreparedStatement delete =
        statements.of(
            "delete from state where partition_id = ? and scope = ? and item_key = ? and part = ?");
    for (Write.DeleteState row : gone) {
      delete.setInt(1, config.partition());
      delete.setString(2, row.scope());
      delete.setString(3, row.key());
      delete.setString(4, row.part());
      delete.addBatch();
    }
    delete.executeBatch();
  }

  Optional<StateRow> find(Connection connection, String scope, String key, String part)
      throws SQLException {
    String sql =
        ("select " + COLUMNS + ", item_value_rest from state")
            + " where partition_id = ? and scope = ? and item_key = ? and part = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, config.partition());
      select.setString(2, scope);
      select.setString(3, key);
      select.setString(4, part);
      try (ResultSet result = select.executeQuery()) {
        return result.next() ? Optional.of(read(result)) : Optional.empty();
      }
    }
  }

  /** The rows of a scope behind {@code after} by (key, part), as many as fit one page. */
  List<StateRow> page(Connection connection, String scope, @Nullable StateRow after, long maxBytes)
      throws SQLException {
    int fitting = measure(connection, scope, after, maxBytes);
    List<StateRow> rows = new ArrayList<>(fitting);
    if (fitting == 0) {
      return rows;
    }
    try (PreparedStatement select =
            prepare(connection, COLUMNS + ", item_value_rest", scope, after, fitting);
        ResultSet result = select.executeQuery()) {
      while (result.next()) {
        rows.add(read(result));
      }
    }
    return rows;
  }

  private int measure(Connection connection, String scope, @Nullable StateRow after, long maxBytes)
      throws SQLException {
    int count = 0;
    long bytes = 0;
    try (PreparedStatement select =
            prepare(connection, Bytes.lengthOf("item_value"), scope, after, ROWS_PER_PAGE);
        ResultSet result = select.executeQuery()) {
      while (bytes <= maxBytes && result.next()) {
        bytes += result.getLong(1);
        count++;
      }
    }
    return count;
  }

  private PreparedStatement prepare(
      Connection connection, String columns, String scope, @Nullable StateRow after, int limit)
      throws SQLException {
    String sql =
        ("select " + columns + " from state where partition_id = ? and scope = ?")
            + " and item_key >= ? and (item_key > ? or part > ?)"
            + (ORDER + " limit ?");
    PreparedStatement select = connection.prepareStatement(after == null ? first(columns) : sql);
    int column = 1;
    select.setInt(column++, config.partition());
    select.setString(column++, scope);
    if (after != null) {
      select.setString(column++, after.key());
      select.setString(column++, after.key());
      select.setString(column++, after.part());
    }
    select.setInt(column, limit);
    return select;
  }

  private static String first(String columns) {
    return ("select " + columns + " from state where partition_id = ? and scope = ?")
        + (ORDER + " limit ?");
  }

  private static StateRow read(ResultSet result) throws SQLException {
    return new StateRow(
        result.getString(1),
        result.getString(2),
        result.getString(3),
        result.getLong(4),
        Bytes.read(result, 5));
  }
}
