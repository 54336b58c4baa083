package io.sluice.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Attempts as table rows. Those that are plain are many and small, and lie in their own tables. */
final class AttemptRows implements SegmentRows<AttemptRow> {
  private static final byte[] NONE = new byte[0];

  private final boolean plain;

  AttemptRows(boolean plain) {
    this.plain = plain;
  }

  @Override
  public String family() {
    return plain ? "successes" : "attempts";
  }

  @Override
  public String rowColumn() {
    return "sequence";
  }

  @Override
  public String columnTypes(String binaryType) {
    return "channel varchar not null, item_key varchar not null, part varchar not null,"
        + " position bigint not null, number integer not null, at_ms bigint not null,"
        + " duration_ms bigint not null, outcome varchar not null, code varchar,"
        + " status integer not null, reason varchar, request "
        + binaryType
        + ", answer "
        + binaryType;
  }

  @Override
  public String columns() {
    return "sequence, channel, item_key, part, position, number, at_ms, duration_ms, outcome, code,"
        + " status, reason, request, answer";
  }

  @Override
  public String timeColumn() {
    return "at_ms";
  }

  @Override
  public String length() {
    return "coalesce(octet_length(request), 0) + coalesce(octet_length(answer), 0)";
  }

  @Override
  public long rowNumber(AttemptRow row) {
    return row.sequence();
  }

  @Override
  public int bind(PreparedStatement statement, AttemptRow row) throws SQLException {
    statement.setLong(1, row.sequence());
    statement.setString(2, row.channel());
    statement.setString(3, row.key());
    statement.setString(4, row.part());
    statement.setLong(5, row.position());
    statement.setInt(6, row.number());
    statement.setLong(7, row.atMs());
    statement.setLong(8, row.durationMs());
    statement.setString(9, row.outcome());
    statement.setString(10, row.code());
    statement.setInt(11, row.status());
    statement.setString(12, row.reason());
    statement.setBytes(13, row.request().length == 0 ? null : row.request());
    statement.setBytes(14, row.answer().length == 0 ? null : row.answer());
    return 14;
  }

  @Override
  public AttemptRow read(ResultSet result) throws SQLException {
    return new AttemptRow(
        result.getLong(1),
        result.getString(2),
        result.getString(3),
        result.getString(4),
        result.getLong(5),
        result.getInt(6),
        result.getLong(7),
        result.getLong(8),
        result.getString(9),
        result.getString(10),
        result.getInt(11),
        result.getString(12),
        bytes(result, 13),
        bytes(result, 14),
        plain);
  }

  private static byte[] bytes(ResultSet result, int column) throws SQLException {
    byte[] found = result.getBytes(column);
    return found == null ? NONE : found;
  }
}
