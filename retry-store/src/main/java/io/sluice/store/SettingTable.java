package io.sluice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small durable values by kind and name. */
final class SettingTable {
  private final StoreConfig config;
  private final String upsert;

  SettingTable(Dialect dialect, StoreConfig config) {
    this.config = config;
    this.upsert =
        dialect.upsert(
            "setting",
            List.of("partition_id", "kind", "name"),
            List.of("item_value", "item_value_rest", "owner_epoch"));
  }

  /** Applies puts and deletions; no two of them have the same kind and name. */
  void write(Statements statements, Collection<Write> changes) throws SQLException {
    for (Write change : changes) {
      if (change instanceof Write.PutSetting put) {
        put(statements, put);
      } else if (change instanceof Write.DeleteSetting delete) {
        delete(statements, delete);
      }
    }
  }

  private void put(Statements statements, Write.PutSetting setting) throws SQLException {
    PreparedStatement put = statements.of(upsert);
    put.setInt(1, config.partition());
    put.setString(2, setting.kind());
    put.setString(3, setting.name());
    Bytes.bind(put, 4, setting.value());
    put.setLong(6, config.epoch());
    put.executeUpdate();
  }

  private void delete(Statements statements, Write.DeleteSetting setting) throws SQLException {
    PreparedStatement delete =
        statements.of("delete from setting where partition_id = ? and kind = ? and name = ?");
    delete.setInt(1, config.partition());
    delete.setString(2, setting.kind());
    delete.setString(3, setting.name());
    delete.executeUpdate();
  }

  Map<String, byte[]> all(Connection connection, String kind) throws SQLException {
    String sql =
        "select name, item_value, item_value_rest from setting where partition_id = ? and kind = ?";
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setInt(1, config.partition());
      select.setString(2, kind);
      Map<String, byte[]> found = new TreeMap<>();
      try (ResultSet result = select.executeQuery()) {
        while (result.next()) {
          found.put(result.getString(1), Bytes.read(result, 2));
        }
      }
      return found;
    }
  }
}
