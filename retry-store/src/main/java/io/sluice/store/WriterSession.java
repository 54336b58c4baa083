package io.sluice.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store opened for writing, from one (re)opening to the next. Writer thread only. */
final class WriterSession {
  private static final Logger LOG = LoggerFactory.getLogger(WriterSession.class);

  /** A healthy commit takes milliseconds. */
  static final long SLOW_NANOS = 500_000_000;

  private final Dialect dialect;
  private final StoreConfig config;
  private final Tables tables;
  private final Statements statements;
  private long groupNumber;

  private WriterSession(Dialect dialect, StoreConfig config, Tables tables, Connection connection) {
    this.dialect = dialect;
    this.config = config;
    this.tables = tables;
    this.statements = new Statements(connection);
  }

  static WriterSession open(Dialect dialect, StoreConfig config, Tables tables)
      throws SQLException {
    Connection connection =
        dialect.openWriter(
            found -> {
              Schema.requireKnown(dialect, found);
              dialect.requireNotOlder(tables.mark.groupNumber(found));
            });
    try {
      Schema.makeCurrent(dialect, connection);
      WriterSession session = new WriterSession(dialect, config, tables, connection);
      session.groupNumber = tables.mark.take(session.statements);
      tables.load(session.statements);
      // What a killed process wrote may not be forced yet, and is about to be shown.
      session.force();
      return session;
    } catch (SQLException | RuntimeException | Error failure) {
      dialect.abandon(connection);
      throw failure;
    }
  }

  /** Number of the newest group in the store. */
  long groupNumber() {
    return groupNumber;
  }

  /** Commits a group as this number and makes it durable. */
  void commit(Group group, long number) throws SQLException {
    long begun = System.nanoTime();
    tables.journal.makeRoom(statements, group.journalRows().size());
    tables.outcomes.makeRoom(statements, group.outcomeCount());
    tables.attempts.makeRoom(statements, group.attempts());
    tables.mark.advance(statements, number);
    tables.write(statements, group);
    statements.connection().commit();
    groupNumber = number;
    long committed = System.nanoTime();
    force();
    tables.committed();
    tellIfSlow(group, committed - begun, System.nanoTime() - committed);
  }

  /** Everything waits for it: who asks why shall find whether it was the disk. */
  private static void tellIfSlow(Group group, long writtenNanos, long forcedNanos) {
    if (writtenNanos + forcedNanos > SLOW_NANOS) {
      LOG.warn(
          "a commit of {} events and {} other rows took {} ms to write and {} ms until the disk had it",
          group.journalRows().size(),
          group.otherRows(),
          TimeUnit.NANOSECONDS.toMillis(writtenNanos),
          TimeUnit.NANOSECONDS.toMillis(forcedNanos));
    }
  }

  void force() throws SQLException {
    if (config.durability() == StoreConfig.Durability.FSYNC) {
      dialect.force(statements.connection());
    }
  }

  /** Fails when the store no longer works. */
  void probe() throws SQLException {
    PreparedStatement select = statements.of("select group_number from commit_mark");
    try (ResultSet result = select.executeQuery()) {
      result.next();
    }
    statements.connection().commit();
  }

  Statements statements() {
    return statements;
  }

  void close() throws SQLException {
    statements.connection().close();
    dialect.closed(groupNumber);
  }

  /** Lets go, writing nothing. */
  void abandon() {
    dialect.abandon(statements.connection());
  }
}
