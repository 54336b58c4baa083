package io.sluice.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes held rows and counts them by (channel, why) as it goes, so that asking for the counts
 * reads no rows. Writer thread only, but for {@link #counts}.
 */
final class HeldTable {
  private static final String KEY =
      " where partition_id = ? and channel = ? and item_key = ? and part = ? and position = ?";
  private static final String KEY_UP_TO = KEY.replace("position =", "position <=");

  private final StoreConfig config;
  private final String upsert;
  private final Map<Pile, Long> working = new HashMap<>();
  private volatile List<Store.HeldCount> counts = List.of();

  HeldTable(Dialect dialect, StoreConfig config) {
    this.config = config;
    this.upsert =
        dialect.upsert(
            "held",
            List.of("partition_id", "channel", "item_key", "part", "position"),
            List.of(
                "why",
                "since_ms",
                "due_ms",
                "attempts",
                "code",
                "reason",
                "payload",
                "payload_rest",
                "detail",
                "detail_rest",
                "owner_epoch"));
  }

  List<Store.HeldCount> counts() {
    return counts;
  }

  void load(Statements statements) throws SQLException {
    working.clear();
    PreparedStatement select =
        statements.of(
            "select channel, why, count(*) from held where partition_id = ? group by channel, why");
    select.setInt(1, config.partition());
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        working.put(new Pile(result.getString(1), result.getString(2)), result.getLong(3));
      }
    }
    publish();
  }

  /** Applies changes in their order. Part of the caller's transaction. */
  void write(Statements statements, List<Write> changes) throws SQLException {
    for (Write change : changes) {
      if (change instanceof Write.PutHeld put) {
        put(statements, put.row());
      } else if (change instanceof Write.DeleteHeld delete) {
        long position = delete.position();
        delete(statements, KEY, delete.channel(), delete.key(), delete.part(), position);
      } else if (change instanceof Write.DeleteHeldUpTo delete) {
        delete(statements, KEY_UP_TO, delete.channel(), delete.key(), delete.part(), delete.upTo());
      }
    }
  }

  /** Lets the counts be seen, after the commit. */
  void publish() {
    counts =
        working.entrySet().stream()
            .filter(entry -> entry.getValue() > 0)
            .map(e -> new Store.HeldCount(e.getKey().channel(), e.getKey().why(), e.getValue()))
            .toList();
  }

  private void put(Statements statements, HeldRow row) throws SQLException {
    uncount(statements, KEY, row.channel(), row.key(), row.part(), row.position());
    PreparedStatement put = statements.of(upsert);
    bindKey(put, row.channel(), row.key(), row.part(), row.position());
    put.setString(6, row.why());
    put.setLong(7, row.sinceMs());
    put.setLong(8, row.dueMs());
    put.setInt(9, row.attempts());
    put.setString(10, row.code());
    put.setString(11, row.reason());
    Bytes.bind(put, 12, row.payload());
    Bytes.bind(put, 14, row.detail());
    put.setLong(16, config.epoch());
    put.executeUpdate();
    working.merge(new Pile(row.channel(), row.why()), 1L, Long::sum);
  }

  private void delete(
      Statements statements, String where, String channel, String key, String part, long position)
      throws SQLException {
    if (uncount(statements, where, channel, key, part, position)) {
      PreparedStatement delete = statements.of("delete from held" + where);
      bindKey(delete, channel, key, part, position);
      delete.executeUpdate();
    }
  }

  private boolean uncount(
      Statements statements, String where, String channel, String key, String part, long position)
      throws SQLException {
    PreparedStatement select = statements.of("select why from held" + where);
    bindKey(select, channel, key, part, position);
    boolean any = false;
    try (ResultSet result = select.executeQuery()) {
      while (result.next()) {
        working.merge(new Pile(channel, result.getString(1)), -1L, Long::sum);
        any = true;
      }
    }
    return any;
  }

  private void bindKey(
      PreparedStatement statement, String channel, String key, String part, long position)
      throws SQLException {
    statement.setInt(1, config.partition());
    statement.setString(2, channel);
    statement.setString(3, key);
    statement.setString(4, part);
    statement.setLong(5, position);
  }

  private record Pile(String channel, String why) {}
}
