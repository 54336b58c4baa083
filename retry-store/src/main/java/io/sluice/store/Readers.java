package io.sluice.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * The connections of readers. Closed and opened again by the writer around a reopening of the
 * store; in between a read fails with what is wrong. Thread-safe.
 */
final class Readers {
  private static final int CONNECTIONS = 4;
  private static final long WAIT_MS = 10_000;

  private final Dialect dialect;
  private final Health health;
  private volatile Runnable onFailure = () -> {};
  private volatile @Nullable HikariDataSource pool;

  Readers(Dialect dialect, Health health) {
    this.dialect = dialect;
    this.health = health;
  }

  /** What to run when a read failed: the store may need to be reopened. */
  void onFailure(Runnable action) {
    onFailure = action;
  }

  void open() {
    HikariConfig config = new HikariConfig();
    config.setDataSource(dialect.readers());
    config.setPoolName("store-readers");
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(WAIT_MS);
    // The store is open already; the pool need not prove it.
    config.setInitializationFailTimeout(-1);
    pool = new HikariDataSource(config);
  }

  void close() {
    HikariDataSource open = pool;
    pool = null;
    if (open != null) {
      open.close();
    }
  }

  <T> T read(Query<T> query) {
    HikariDataSource open = pool;
    if (open == null) {
      throw notOpen();
    }
    try (Connection connection = open.getConnection()) {
      return query.run(connection);
    } catch (SQLException failure) {
      onFailure.run();
      throw dialect.explain(failure);
    }
  }

  private StoreException notOpen() {
    StoreException problem = health.problem();
    return problem == null
        ? new StoreException(
            StoreException.Kind.OTHER, "the store is closed or about to be reopened", null)
        : new StoreException(problem.kind(), String.valueOf(problem.getMessage()), problem);
  }

  /** Reads something. */
  interface Query<T> {
    T run(Connection connection) throws SQLException;
  }
}
