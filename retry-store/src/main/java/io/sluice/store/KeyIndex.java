package io.sluice.store;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** A side table that says where a key's rows are in a sealed segment. */
final class KeyIndex {
  private final String table;
  private final StoreConfig config;

  KeyIndex(String table, StoreConfig config) {
    this.table = table;
    this.config = config;
  }

  /** Writes the sorted entries of a segment. Part of the caller's transaction. */
  void write(Statements statements, Segment segment, KeyEntries entries) throws SQLException {
    PreparedStatement insert =
        statements.of(
            ("insert into " + table + " (partition_id, segment_number, first_entry, entries,")
                + " owner_epoch) values (?, ?, ?, ?, ?)");
    for (int block = 0; block < entries.blocks(); block++) {
      insert.setInt(1, config.partition());
      insert.setLong(2, segment.number());
      insert.setLong(3, entries.firstOf(block));
      insert.setBytes(4, entries.packed(block));
      insert.setLong(5, config.epoch());
      insert.addBatch();
    }
    insert.executeBatch();
  }

  /** Forgets what belongs to segments before this one. */
  void dropBefore(Statements statements, Segment oldest) throws SQLException {
    PreparedStatement delete =
        statements.of("delete from " + table + " where partition_id = ? and segment_number < ?");
    delete.setInt(1, config.partition());
    delete.setLong(2, oldest.number());
    delete.executeUpdate();
    statements.connection().commit();
  }

  /** Rows of a sealed segment that may carry the key, newest first. */
  List<Long> find(Connection connection, Segment segment, String key) throws SQLException {
    List<Long> found = new ArrayList<>();
    String sql =
        ("select first_entry, entries from " + table)
            + " where partition_id = ? and segment_number = ?"
            + " and first_entry <= ? and first_entry >= coalesce((select max(first_entry) from "
            + table
            + " where partition_id = ? and segment_number = ? and first_entry <= ?), ?)";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, config.partition());
      select.setLong(2, segment.number());
      select.setLong(3, KeyEntries.highest(key));
      select.setInt(4, config.partition());
      select.setLong(5, segment.number());
      select.setLong(6, KeyEntries.lowest(key));
      select.setLong(7, KeyEntries.lowest(key));
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          collect(result.getBytes(2), segment, key, found);
        }
      }
    }
    found.sort(Comparator.reverseOrder());
    return found;
  }

  /** False for a segment that was sealed before there was this index. */
  boolean covers(Connection connection, Segment segment) throws SQLException {
    String sql =
        ("select 1 from " + table) + " where partition_id = ? and segment_number = ? limit 1";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, config.partition());
      select.setLong(2, segment.number());
      try (ResultSet result = select.executeQuery()) {
        return result.next();
      }
    }
  }

  private static void collect(byte[] packed, Segment segment, String key, List<Long> found) {
    LongBuffer entries = ByteBuffer.wrap(packed).asLongBuffer();
    while (entries.hasRemaining()) {
      long entry = entries.get();
      if (entry >= KeyEntries.lowest(key) && entry <= KeyEntries.highest(key)) {
        found.add(segment.firstRow() + KeyEntries.place(entry));
      }
    }
  }
}
