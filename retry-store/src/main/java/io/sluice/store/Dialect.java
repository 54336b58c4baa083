package io.sluice.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What one kind of database does in its own way. All other SQL is plain and serves every dialect.
 * One instance per store; thread-safe.
 */
interface Dialect {
  /** Takes the store for this process alone. */
  void claim();

  /** Gives back what {@link #claim} took. */
  void release();

  /**
   * Creates the store when there is none, all or nothing.
   *
   * @param schema runs once on the empty store
   */
  void create(SqlAction schema) throws SQLException;

  /**
   * The connection of the writer, not in auto-commit. Fails when the store is not there.
   *
   * @param check looks at the store before anything can change it
   */
  Connection openWriter(SqlAction check) throws SQLException;

  /**
   * Refuses a store that ends with an earlier group than it had when it was closed: a part of it is
   * damaged, and what was written before is still whole.
   *
   * @throws StoreException in that case
   */
  void requireNotOlder(long groupNumber);

  /** The store was closed in good order, with this as its newest group. */
  void closed(long groupNumber);

  /** Where a pool takes the connections of readers from. */
  DataSource readers();

  /** Makes sure that what was committed survives a power loss. */
  void force(Connection connection) throws SQLException;

  /** Does a little, for some milliseconds, so that the room of dead rows can be used again. */
  void tidy(Connection connection) throws SQLException;

  /**
   * The store as it is now, on the writer's thread between two commits.
   *
   * @param position of the newest journal row
   */
  StoreImage image(Connection connection, long position) throws SQLException;

  /** Lets go of a store in trouble, writing nothing. Never throws. */
  void abandon(Connection connection);

  /** Column type for at most 1 MiB of bytes. */
  String binaryType();

  /** An insert that replaces the row of the same key; parameters are keys, then others. */
  String upsert(String table, List<String> keys, List<String> others);

  boolean isMissingTable(SQLException failure);

  /** What a failure means to the one who runs the store: kind, file, what to do. */
  StoreException explain(Throwable failure);

  long diskBytes();

  /** What to say when the store's file is no longer the one that is open; null while it is. */
  @Nullable String gone();

  long usableBytes();

  /** Something to do with a connection. */
  interface SqlAction {
    void run(Connection connection) throws SQLException;
  }
}
