package io.sluice.store;

import java.sql.SQLException;
import java.time.InstantSource;

/** Opens stores. */
public final class Stores {
  private Stores() {}

  /**
   * Opens the store, creating it when there is none yet. Blocks, for some tenths of a second.
   *
   * @throws StoreException when it cannot be opened; what is there stays as it is
   */
  public static Store open(StoreConfig config) {
    return open(config, InstantSource.system());
  }

  /** As above, with the clock that retention goes by. */
  public static Store open(StoreConfig config, InstantSource clock) {
    return open(new H2Dialect(config), config, clock);
  }

  static Store open(Dialect dialect, StoreConfig config, InstantSource clock) {
    dialect.claim();
    try {
      dialect.create(connection -> Schema.create(dialect, connection));
      Tables tables = new Tables(dialect, config, clock);
      WriterSession session = WriterSession.open(dialect, config, tables);
      return SqlStore.start(dialect, config, tables, session, clock);
    } catch (SQLException | RuntimeException | Error failure) {
      dialect.release();
      throw dialect.explain(failure);
    }
  }
}
