package io.sluice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads held rows. */
final class HeldQueries {
  private static final String SELECT =
      "select channel, item_key, part, position, why, since_ms, due_ms, attempts, code, reason,"
          + " payload, payload_rest, detail, detail_rest from held where partition_id = ?";

  /** The whole index in the order, because H2 sorts by an index only when all of it is named. */
  private static final String ORDER =
      " order by partition_id, channel, item_key, part, position limit ?";

  private final StoreConfig config;

  HeldQueries(StoreConfig config) {
    this.config = config;
  }

  List<HeldRow> page(
      Connection connection, Store.HeldFilter filter, @Nullable HeldRow after, int limit)
      throws SQLException {
    Conditions conditions = new Conditions();
    conditions.when(filter.channel(), " and channel = ?");
    conditions.when(filter.why(), " and why = ?");
    conditions.when(filter.key(), " and item_key = ?");
    if (after != null) {
      conditions.behind(after);
    }
    return select(connection, conditions, limit);
  }

  List<HeldRow> ofKey(Connection connection, String channel, String key, int limit)
      throws SQLException {
    String sql = SELECT + " and channel = ? and item_key = ? order by position, part limit ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, config.partition());
      select.setString(2, channel);
      select.setString(3, key);
      select.setInt(4, limit);
      return readAll(select);
    }
  }

  private List<HeldRow> select(Connection connection, Conditions conditions, int limit)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(SELECT + conditions.sql + ORDER)) {
      int column = 1;
      select.setInt(column++, config.partition());
      for (Object value : conditions.values) {
        select.setObject(column++, value);
      }
      select.setInt(column, limit);
      return readAll(select);
    }
  }

  private static List<HeldRow> readAll(PreparedStatement select) throws SQLException {
    List<HeldRow> rows = new ArrayList<>();
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        rows.add(read(result));
      }
    }
    return rows;
  }

  private static HeldRow read(ResultSet result) throws SQLException {
    return new HeldRow(
        result.getString(1),
        result.getString(2),
        result.getString(3),
        result.getLong(4),
        result.getString(5),
        result.getLong(6),
        result.getLong(7),
        result.getInt(8),
        result.getString(9),
        result.getString(10),
        Bytes.read(result, 11),
        Bytes.read(result, 13));
  }

  private static final class Conditions {
    final StringBuilder sql = new StringBuilder();
    final List<Object> values = new ArrayList<>();

    void when(@Nullable String value, String condition) {
      if (value != null) {
        sql.append(condition);
        values.add(value);
      }
    }

    /** Spelled out, and led by a plain comparison, so that H2 begins inside the index. */
    void behind(HeldRow row) {
      sql.append(" and channel >= ? and (channel > ? or item_key > ? or (item_key = ?")
          .append(" and (part > ? or (part = ? and position > ?))))");
      values.addAll(List.of(row.channel(), row.channel(), row.key(), row.key()));
      values.addAll(List.of(row.part(), row.part(), row.position()));
    }
  }
}
