package io.sluice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What people did. Rows are only ever added; those that are old enough are let go of, and the
 * oldest where there are very many.
 */
final class AuditTable {
  /** Long enough to ask who did that last Christmas. */
  static final Duration KEPT = Duration.ofDays(400);

  private static final long ROWS_AT_MOST = 200_000;
  private static final int TEXT_AT_MOST = 2_000;

  /** It has to look at every row, so now and then. */
  private static final int LOOK_EVERY = 1_000;

  private final StoreConfig config;
  private final InstantSource clock;
  private long newestId;
  private int sinceLook;

  AuditTable(StoreConfig config, InstantSource clock) {
    this.config = config;
    this.clock = clock;
  }

  void load(Statements statements) throws SQLException {
    newestId = 0;
    // Once after each start.
    sinceLook = LOOK_EVERY;
    PreparedStatement newest =
        statements.of("select coalesce(max(id), 0) from audit where partition_id = ?");
    newest.setInt(1, config.partition());
    try (ResultSet result = newest.executeQuery()) {
      if (result.next()) {
        newestId = result.getLong(1);
      }
    }
  }

  /** Part of the caller's transaction. */
  void write(Statements statements, List<AuditRow> rows) throws SQLException {
    for (AuditRow row : rows) {
      insert(statements, row);
    }
    sinceLook += rows.size();
    if (!rows.isEmpty() && sinceLook >= LOOK_EVERY) {
      sinceLook = 0;
      letGo(statements);
    }
  }

  private void insert(Statements statements, AuditRow row) throws SQLException {
    PreparedStatement insert =
        statements.of(
            "insert into audit (partition_id, id, at_ms, who, address, client, action, target,"
                + " item_count, reason, problem, owner_epoch)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    insert.setInt(1, config.partition());
    insert.setLong(2, ++newestId);
    insert.setLong(3, row.atMs());
    insert.setString(4, cut(row.who()));
    insert.setString(5, cut(row.address()));
    insert.setString(6, cut(row.client()));
    insert.setString(7, cut(row.action()));
    insert.setString(8, cut(row.target()));
    insert.setObject(9, row.count());
    insert.setString(10, cutOrNull(row.reason()));
    insert.setString(11, cutOrNull(row.problem()));
    insert.setLong(12, config.epoch());
    insert.executeUpdate();
  }

  private static String cut(String text) {
    return text.length() <= TEXT_AT_MOST ? text : text.substring(0, TEXT_AT_MOST);
  }

  private static @Nullable String cutOrNull(@Nullable String text) {
    return text == null ? null : cut(text);
  }

  private void letGo(Statements statements) throws SQLException {
    PreparedStatement delete =
        statements.of("delete from audit where partition_id = ? and (at_ms < ? or id <= ?)");
    delete.setInt(1, config.partition());
    delete.setLong(2, clock.millis() - KEPT.toMillis());
    delete.setLong(3, newestId - ROWS_AT_MOST);
    delete.executeUpdate();
  }

  /** Newest first. */
  List<AuditRow> page(Connection connection, long before, int limit) throws SQLException {
    String sql =
        "select id, at_ms, who, address, client, action, target, item_count, reason, problem"
            + " from audit where partition_id = ? and id < ?"
            + " order by partition_id desc, id desc limit ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, config.partition());
      select.setLong(2, before);
      select.setInt(3, limit);
      List<AuditRow> rows = new ArrayList<>();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          rows.add(read(result));
        }
      }
      return rows;
    }
  }

  private static AuditRow read(ResultSet result) throws SQLException {
    long count = result.getLong(8);
    boolean counted = !result.wasNull();
    return new AuditRow(
        result.getLong(1),
        result.getLong(2),
        result.getString(3),
        result.getString(4),
        result.getString(5),
        result.getString(6),
        result.getString(7),
        counted ? Long.valueOf(count) : null,
        result.getString(9),
        result.getString(10));
  }
}
