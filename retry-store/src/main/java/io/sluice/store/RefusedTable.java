package io.sluice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Refused messages within a quota of rows and bytes; the oldest fall out. Ids are dense and each
 * row knows the bytes of all rows up to it, so that neither count nor sum has to be read.
 *
 * <p>Writer thread only, but for the queries and {@link #dropped}.
 */
final class RefusedTable {
  static final int BODY_AT_MOST = 1 << 20;
  private static final long BYTES_AT_MOST = 256L << 20;
  private static final int TEXT_AT_MOST = 2_000;
  private static final int ROWS_DROPPED_AT_ONCE = 500;

  private final StoreConfig config;
  private long newestId;
  private long oldestId;
  private long bytesSoFar;
  private long bytesGone;
  private long droppedInGroup;
  private final AtomicLong dropped = new AtomicLong();

  RefusedTable(StoreConfig config) {
    this.config = config;
  }

  /** How many fell out of the quota since the store was opened. */
  long dropped() {
    return dropped.get();
  }

  void load(Statements statements) throws SQLException {
    droppedInGroup = 0;
    newestId = 0;
    bytesSoFar = 0;
    PreparedStatement newest =
        statements.of(
            "select id, bytes_so_far from refused where partition_id = ?"
                + " order by partition_id desc, id desc limit 1");
    newest.setInt(1, config.partition());
    try (ResultSet result = newest.executeQuery()) {
      if (result.next()) {
        newestId = result.getLong(1);
        bytesSoFar = result.getLong(2);
      }
    }
    loadOldest(statements);
  }

  private void loadOldest(Statements statements) throws SQLException {
    oldestId = newestId + 1;
    bytesGone = bytesSoFar;
    PreparedStatement oldest =
        statements.of(
            "select id, bytes_so_far, octet_length(body) from refused where partition_id = ?"
                + " order by partition_id, id limit 1");
    oldest.setInt(1, config.partition());
    try (ResultSet result = oldest.executeQuery()) {
      if (result.next()) {
        oldestId = result.getLong(1);
        bytesGone = result.getLong(2) - result.getLong(3);
      }
    }
  }

  /** Part of the caller's transaction. */
  void write(Statements statements, List<RefusedRow> rows) throws SQLException {
    for (RefusedRow row : rows) {
      insert(statements, row);
    }
    while (newestId - oldestId + 1 > config.refusedAtMost()
        || bytesSoFar - bytesGone > BYTES_AT_MOST) {
      dropOldest(statements);
    }
  }

  void committed() {
    dropped.addAndGet(droppedInGroup);
    droppedInGroup = 0;
  }

  private void insert(Statements statements, RefusedRow row) throws SQLException {
    PreparedStatement insert =
        statements.of(
            "insert into refused (partition_id, id, source, at_ms, code, path, message,"
                + " content_type, headers, body, body_bytes, bytes_so_far, owner_epoch)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    byte[] body = row.body();
    bytesSoFar += body.length;
    insert.setInt(1, config.partition());
    insert.setLong(2, ++newestId);
    insert.setString(3, cut(row.source()));
    insert.setLong(4, row.atMs());
    insert.setString(5, cut(row.code()));
    insert.setString(6, cut(row.path()));
    insert.setString(7, cut(row.message()));
    String contentType = row.contentType();
    insert.setString(8, contentType == null ? null : cut(contentType));
    insert.setBytes(9, Headers.pack(row.headers()));
    insert.setBytes(10, body);
    insert.setLong(11, row.bodyBytes());
    insert.setLong(12, bytesSoFar);
    insert.setLong(13, config.epoch());
    insert.executeUpdate();
  }

  private static String cut(String text) {
    return text.length() <= TEXT_AT_MOST ? text : text.substring(0, TEXT_AT_MOST);
  }

  /** Drops as many of the oldest rows as the quota asks, a bounded number at once. */
  private void dropOldest(Statements statements) throws SQLException {
    long tooMany = newestId - oldestId + 1 - config.refusedAtMost();
    long upTo = Math.min(oldestId + Math.max(tooMany, 1), oldestId + ROWS_DROPPED_AT_ONCE) - 1;
    PreparedStatement delete =
        statements.of("delete from refused where partition_id = ? and id <= ?");
    delete.setInt(1, config.partition());
    delete.setLong(2, upTo);
    droppedInGroup += delete.executeUpdate();
    loadOldest(statements);
  }

  List<RefusedRow> page(Connection connection, long before, int limit) throws SQLException {
    String sql =
        "select id, source, at_ms, code, path, message, content_type, headers, body, body_bytes"
            + " from refused where partition_id = ? and id < ?"
            + " order by partition_id desc, id desc limit ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, config.partition());
      select.setLong(2, before);
      select.setInt(3, limit);
      List<RefusedRow> rows = new ArrayList<>();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          rows.add(read(result));
        }
      }
      return rows;
    }
  }

  private static RefusedRow read(ResultSet result) throws SQLException {
    return new RefusedRow(
        result.getLong(1),
        result.getString(2),
        result.getLong(3),
        result.getString(4),
        result.getString(5),
        result.getString(6),
        result.getString(7),
        Headers.unpack(result.getBytes(8)),
        result.getBytes(9),
        result.getLong(10));
  }
}
