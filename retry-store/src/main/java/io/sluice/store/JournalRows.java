package io.sluice.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Events as table rows. */
final class JournalRows implements SegmentRows<JournalRow> {
  @Override
  public String family() {
    return "journal";
  }

  @Override
  public String rowColumn() {
    return "position";
  }

  @Override
  public String columnTypes(String binaryType) {
    return "source varchar not null, event_id varchar not null, item_key varchar not null,"
        + " part varchar not null, source_epoch bigint not null, version bigint not null,"
        + " decision smallint not null, occurred_ms bigint not null, received_ms bigint not null,"
        + " id_hash bigint not null, digest bigint not null, payload "
        + binaryType
        + " not null, payload_rest "
        + binaryType;
  }

  @Override
  public String columns() {
    return "position, source, event_id, item_key, part, source_epoch, version, decision,"
        + " occurred_ms, received_ms, id_hash, digest, payload, payload_rest";
  }

  @Override
  public String timeColumn() {
    return "received_ms";
  }

  @Override
  public String length() {
    return Bytes.lengthOf("payload");
  }

  @Override
  public long rowNumber(JournalRow row) {
    return row.position();
  }

  @Override
  public int bind(PreparedStatement statement, JournalRow row) throws SQLException {
    statement.setLong(1, row.position());
    statement.setString(2, row.source());
    statement.setString(3, row.eventId());
    statement.setString(4, row.key());
    statement.setString(5, row.part());
    statement.setLong(6, row.epoch());
    statement.setLong(7, row.version());
    statement.setShort(8, row.decision());
    statement.setLong(9, row.occurredAtMs());
    statement.setLong(10, row.receivedAtMs());
    statement.setLong(11, row.idHash());
    statement.setLong(12, row.digest());
    Bytes.bind(statement, 13, row.payload());
    return 14;
  }

  @Override
  public JournalRow read(ResultSet result) throws SQLException {
    return new JournalRow(
        result.getLong(1),
        result.getString(2),
        result.getString(3),
        result.getString(4),
        result.getString(5),
        result.getLong(6),
        result.getLong(7),
        (byte) result.getShort(8),
        result.getLong(9),
        result.getLong(10),
        result.getLong(11),
        result.getLong(12),
        Bytes.read(result, 13));
  }
}
