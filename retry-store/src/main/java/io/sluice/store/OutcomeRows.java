package io.sluice.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Outcomes as table rows. */
final class OutcomeRows implements SegmentRows<OutcomeRow> {
  @Override
  public String family() {
    return "outcomes";
  }

  @Override
  public String rowColumn() {
    return "sequence";
  }

  @Override
  public String columnTypes(String binaryType) {
    return "channel varchar not null, at_ms bigint not null, packed "
        + binaryType
        + " not null, packed_rest "
        + binaryType;
  }

  @Override
  public String columns() {
    return "sequence, channel, at_ms, packed, packed_rest";
  }

  @Override
  public String timeColumn() {
    return "at_ms";
  }

  @Override
  public String length() {
    return Bytes.lengthOf("packed");
  }

  @Override
  public long rowNumber(OutcomeRow row) {
    return row.sequence();
  }

  @Override
  public int bind(PreparedStatement statement, OutcomeRow row) throws SQLException {
    statement.setLong(1, row.sequence());
    statement.setString(2, row.channel());
    statement.setLong(3, row.atMs());
    Bytes.bind(statement, 4, row.packed());
    return 5;
  }

  @Override
  public OutcomeRow read(ResultSet result) throws SQLException {
    return new OutcomeRow(
        result.getLong(1), result.getString(2), result.getLong(3), Bytes.read(result, 4));
  }
}
