package io.sluice.store;

import io.sluice.store.StoreException.Kind;
import io.sluice.store.internal.OrderedFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.engine.Session;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.mvstore.MVStore;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FileUtils;
import org.jspecify.annotations.Nullable;

/**
 * H2 embedded, in the version that was tried. Every setting below was measured together; see the
 * README before changing one.
 */
final class H2Dialect implements Dialect {
  private static final String NAMING = ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;TRACE_LEVEL_FILE=0";

  private static final int ALIVE_PERCENT = 50;
  private static final int TIDY_BYTES = 1 << 20;

  private final StoreConfig config;
  private final H2Location location;
  private final H2Lock lock;
  private volatile @Nullable Object openFile;

  static {
    OrderedFile.register();
  }

  H2Dialect(StoreConfig config) {
    this.config = config;
    H2Location plain = H2Location.of(config.url());
    this.location = config.durability() == StoreConfig.Durability.FSYNC ? plain.ordered() : plain;
    this.lock = new H2Lock(location.lockFile());
  }

  @Override
  public void claim() {
    try {
      if (!lock.take()) {
        throw explain(new SQLException("", "", ErrorCode.DATABASE_ALREADY_OPEN_1));
      }
    } catch (IOException failure) {
      throw explain(failure);
    }
  }

  @Override
  public void release() {
    lock.release();
  }

  @Override
  public void create(SqlAction schema) throws SQLException {
    try {
      if (!FileUtils.exists(location.h2File())) {
        requireNew();
        make(schema);
      }
      lock.remember();
    } catch (IOException failure) {
      throw explain(failure);
    }
  }

  @Override
  public void requireNotOlder(long groupNumber) {
    long closedAfter;
    try {
      closedAfter = lock.closedAfter();
    } catch (IOException failure) {
      throw explain(failure);
    }
    if (groupNumber < closedAfter) {
      throw new StoreException(
          Kind.CORRUPT,
          "%s ends with commit %d and was closed after commit %d: it is damaged, or an older one"
                  .formatted(location.file(), groupNumber, closedAfter)
              + " was put in its place; bring back a newer backup, or delete "
              + location.lockFile()
              + " to go on with this one",
          null);
    }
  }

  @Override
  public void closed(long groupNumber) {
    if (config.durability() != StoreConfig.Durability.FSYNC) {
      // The disk may not have it yet, and whoever said so may lose it.
      return;
    }
    try {
      lock.closed(groupNumber);
    } catch (IOException failure) {
      throw explain(failure);
    }
  }

  private void requireNew() throws IOException {
    if (lock.remembers()) {
      throw new StoreException(
          Kind.CORRUPT,
          location.file()
              + " is gone though there was a store; bring back a backup, or delete "
              + location.lockFile()
              + " too to begin anew",
          null);
    }
  }

  private void make(SqlAction schema) throws SQLException {
    H2Location unfinished = location.unfinished();
    FileUtils.delete(unfinished.h2File());
    try (Connection connection = source(unfinished, settings()).getConnection()) {
      connection.setAutoCommit(false);
      schema.run(connection);
      force(connection);
    }
    FilePath.get(unfinished.h2File()).moveTo(FilePath.get(location.h2File()), true);
    forceDirectory();
  }

  /** A new name survives a power loss only with its directory. */
  private void forceDirectory() throws SQLException {
    try (FileChannel directory = FileChannel.open(location.directory(), StandardOpenOption.READ)) {
      directory.force(true);
    } catch (IOException failure) {
      throw new SQLException("cannot force " + location.directory(), failure);
    }
  }

  @Override
  public Connection openWriter(SqlAction check) throws SQLException {
    requireSound(location.file());
    checkReadOnly(check);
    Connection connection = readers().getConnection();
    openFile = location.fileKey();
    try {
      connection.setAutoCommit(false);
      return connection;
    } catch (SQLException failure) {
      abandon(connection);
      throw failure;
    }
  }

  private static MVStore store(Connection connection) throws SQLException {
    Session session = connection.unwrap(JdbcConnection.class).getSession();
    return ((SessionLocal) session).getDatabase().getStore().getMvStore();
  }

  /** H2 makes a new database of a file whose end is gone; opened for reading it cannot. */
  private void checkReadOnly(SqlAction check) throws SQLException {
    JdbcDataSource source = source(location, ";IFEXISTS=TRUE;ACCESS_MODE_DATA=r" + NAMING);
    try (Connection connection = source.getConnection()) {
      check.run(connection);
    } catch (SQLException failure) {
      if (failure.getErrorCode() == ErrorCode.DATABASE_IS_READ_ONLY) {
        // H2 was about to fill the file with a new database.
        throw new Schema.NotOurs("what it held cannot be read");
      }
      throw failure;
    }
  }

  /** H2 would open a file that cannot be written for reading, and fill an empty one anew. */
  private void requireSound(Path file) {
    if (Files.exists(file) && location.fileBytes() == 0) {
      throw new StoreException(
          Kind.CORRUPT,
          file
              + " is empty, so what it held is gone; bring back a backup, or delete it and "
              + location.lockFile()
              + " to begin anew",
          null);
    }
    if (!FileUtils.canWrite(location.h2File()) && Files.exists(file)) {
      throw explain(new AccessDenied(file.toString()));
    }
  }

  @Override
  public DataSource readers() {
    return source(location, ";IFEXISTS=TRUE" + settings());
  }

  private static JdbcDataSource source(H2Location where, String settings) {
    JdbcDataSource source = new JdbcDataSource();
    source.setURL("jdbc:h2:" + where.name() + settings);
    source.setUser("sluice");
    source.setPassword("");
    return source;
  }

  private String settings() {
    // Old chunks may be reused early only where every commit is forced. Not at once: H2 would then
    // write its header, and force it, with every commit.
    int retentionMs = config.durability() == StoreConfig.Durability.FSYNC ? 500 : 45_000;
    return NAMING
        + ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;DEFAULT_NULL_ORDERING=HIGH;LOCK_TIMEOUT=10000"
        // Statistics would be gathered by the writer, in the middle of a commit: 10,000 rows of a
        // journal segment, mostly from the disk, took up to 2.5 s. Every query goes by a key.
        + ";ANALYZE_AUTO=0"
        // Remembered results would keep whole pages in memory.
        + ";OPTIMIZE_REUSE_RESULTS=FALSE"
        + (";RETENTION_TIME=" + retentionMs)
        + (";CACHE_SIZE=" + Math.max(1, config.cacheBytes() / 1024));
  }

  @Override
  public void force(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("CHECKPOINT SYNC");
    }
  }

  /**
   * With WRITE_DELAY=0 H2 does not tidy up by itself, and a chunk of a commit stays as long as one
   * of its pages is alive: 10 MB of checkpoints, changed at random, kept 4 GB of file. So its few
   * living pages are written anew, with the next commit.
   */
  @Override
  public void tidy(Connection connection) throws SQLException {
    store(connection).compact(ALIVE_PERCENT, TIDY_BYTES);
  }

  @Override
  public StoreImage image(Connection connection, long position) throws SQLException {
    return new H2Image(store(connection), position);
  }

  @Override
  public void abandon(Connection connection) {
    try (Statement statement = connection.createStatement()) {
      statement.execute("SHUTDOWN IMMEDIATELY");
    } catch (SQLException | RuntimeException ignored) {
      // It is in trouble already; closing is all that is left.
    }
    try {
      connection.close();
    } catch (SQLException | RuntimeException ignored) {
      // As above.
    }
  }

  @Override
  public String binaryType() {
    return "varbinary(" + Bytes.COLUMN_AT_MOST + ")";
  }

  @Override
  public String upsert(String table, List<String> keys, List<String> others) {
    String keyList = String.join(", ", keys);
    String marks = "?, ".repeat(keys.size() + others.size() - 1) + "?";
    return ("merge into " + table + " (" + keyList + ", " + String.join(", ", others) + ")")
        + (" key (" + keyList + ") values (" + marks + ")");
  }

  @Override
  public boolean isMissingTable(SQLException failure) {
    int code = failure.getErrorCode();
    return code == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_1
        || code == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_DATABASE_EMPTY_1
        || code == ErrorCode.TABLE_OR_VIEW_NOT_FOUND_WITH_CANDIDATES_2;
  }

  @Override
  public StoreException explain(Throwable failure) {
    return H2Problems.explain(location, failure);
  }

  @Override
  public long diskBytes() {
    return location.fileBytes();
  }

  @Override
  public @Nullable String gone() {
    Object open = openFile;
    return open == null || open.equals(location.fileKey())
        ? null
        : location.file()
            + " was deleted or replaced while in use: what it holds ends with this process; let the"
            + " channels take their backlogs, then bring back a backup";
  }

  @Override
  public long usableBytes() {
    return location.usableBytes();
  }

  /** Only to be explained. */
  private static final class AccessDenied extends SQLException {
    private static final long serialVersionUID = 1L;

    AccessDenied(String file) {
      super(file, "", ErrorCode.DATABASE_IS_READ_ONLY);
    }
  }
}
