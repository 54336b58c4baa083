package io.sluice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;

/**
 * The writer's connection with its prepared statements, each parsed once. Lives until the store is
 * reopened; only the writer thread uses it.
 */
final class Statements {
  private final Connection connection;
  private final Map<String, PreparedStatement> bySql = new HashMap<>();

  Statements(Connection connection) {
    this.connection = connection;
  }

  Connection connection() {
    return connection;
  }

  /** The statement for this text; the caller must leave no batch behind. */
  PreparedStatement of(String sql) throws SQLException {
    PreparedStatement known = bySql.get(sql);
    if (known == null) {
      known = connection.prepareStatement(sql);
      bySql.put(sql, known);
    }
    return known;
  }

  /** Closes the statements that name a table which is no longer written. */
  void forget(String table) throws SQLException {
    for (var each = bySql.entrySet().iterator(); each.hasNext(); ) {
      var entry = each.next();
      if (entry.getKey().contains(" " + table + " ")) {
        entry.getValue().close();
        each.remove();
      }
    }
  }

  /** Runs a statement without parameters, once, in a transaction of its own. */
  void define(String sql) throws SQLException {
    try (var statement = connection.createStatement()) {
      statement.execute(sql);
    }
    connection.commit();
  }
}
