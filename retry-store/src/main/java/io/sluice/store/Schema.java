package io.sluice.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Brings the tables to the version that this program knows, script by script. A script may be cut
 * short and run again, so it only says what shall be there.
 */
final class Schema {
  static final int VERSION = 2;

  private Schema() {}

  /** Makes the tables of an empty store. */
  static void create(Dialect dialect, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "create table if not exists schema_version (version integer not null primary key)");
    }
    connection.commit();
    upgrade(dialect, connection, 0);
  }

  /** Refuses newer tables and those of somebody else; changes nothing. */
  static void requireKnown(Dialect dialect, Connection connection) throws SQLException {
    int version = version(dialect, connection);
    if (version > VERSION) {
      throw new NewerSchema(
          "has schema version " + version + ", this program knows up to " + VERSION);
    }
  }

  /** Upgrades older tables. */
  static void makeCurrent(Dialect dialect, Connection connection) throws SQLException {
    upgrade(dialect, connection, version(dialect, connection));
  }

  private static int version(Dialect dialect, Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select max(version) from schema_version")) {
      result.next();
      return result.getInt(1);
    } catch (SQLException failure) {
      if (dialect.isMissingTable(failure)) {
        NotOurs notOurs = new NotOurs("it holds no tables of this program");
        notOurs.addSuppressed(failure);
        throw notOurs;
      }
      throw failure;
    }
  }

  private static void upgrade(Dialect dialect, Connection connection, int version)
      throws SQLException {
    for (int next = version + 1; next <= VERSION; next++) {
      run(connection, script(next).replace("${binary}", dialect.binaryType()));
      try (PreparedStatement insert =
          connection.prepareStatement("insert into schema_version (version) values (?)")) {
        insert.setInt(1, next);
        insert.executeUpdate();
      }
      connection.commit();
    }
  }

  private static void run(Connection connection, String script) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      for (String sql : script.split(";\n", -1)) {
        if (!sql.isBlank()) {
          statement.execute(sql);
        }
      }
    }
  }

  private static String script(int version) {
    String name = "schema-" + version + ".sql";
    try (InputStream script = Schema.class.getResourceAsStream(name)) {
      if (script == null) {
        throw new IllegalStateException("no script " + name);
      }
      return new String(script.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is there is no store, or no longer one. */
  static final class NotOurs extends SQLException {
    private static final long serialVersionUID = 1L;

    NotOurs(String message) {
      super(message);
    }
  }

  /** The store was written by a newer program. */
  static final class NewerSchema extends SQLException {
    private static final long serialVersionUID = 1L;

    NewerSchema(String message) {
      super(message);
    }
  }
}
