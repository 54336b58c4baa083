package io.sluice.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store on an SQL database: passes writes to the writer's queue, and reads. */
final class SqlStore implements Store {
  private static final Logger LOG = LoggerFactory.getLogger(SqlStore.class);
  private static final Duration CLOSE_WAIT = Duration.ofSeconds(30);

  /** The writer may be in the middle of a last try when its time is up. */
  private static final Duration CLOSE_GRACE = Duration.ofSeconds(5);

  private static final long PAGE_BYTES = 4L << 20;

  private final Dialect dialect;
  private final Tables tables;
  private final SubmissionQueue queue;
  private final Health health;
  private final Heads heads;
  private final Readers readers;
  private final Chores chores;
  private final Images images = new Images();
  private final SqlJournal journal;
  private final SegmentReader<OutcomeRow> outcomes;
  private final HeldQueries held;
  private final Thread writer;
  private volatile Disk disk;
  private volatile long closedAtNanos;
  private volatile boolean closed;

  /** As {@link StoreStatus} has it. */
  private record Disk(@Nullable String gone, long diskBytes, long usableBytes) {
    static Disk of(Dialect dialect) {
      return new Disk(dialect.gone(), dialect.diskBytes(), dialect.usableBytes());
    }
  }

  private SqlStore(
      Dialect dialect,
      StoreConfig config,
      Tables tables,
      WriterSession session,
      InstantSource clock) {
    this.dialect = dialect;
    this.disk = Disk.of(dialect);
    this.tables = tables;
    this.queue = new SubmissionQueue(config.groupAtMost(), tables.journal.last());
    this.health = new Health(clock);
    this.heads = new Heads(tables.journal.last(), tables.outcomes.last());
    this.readers = new Readers(dialect, health);
    this.chores = new Chores(tables, dialect);
    this.journal = new SqlJournal(tables, dialect, queue, heads, readers, chores);
    this.outcomes = new SegmentReader<>(tables.outcomes, dialect);
    this.held = new HeldQueries(config);
    Opening opening = new Opening(config);
    this.writer =
        new Thread(
            new Writer(opening, session, queue, health, heads, readers, chores), "store-writer");
  }

  static SqlStore start(
      Dialect dialect,
      StoreConfig config,
      Tables tables,
      WriterSession session,
      InstantSource clock) {
    SqlStore store = new SqlStore(dialect, config, tables, session, clock);
    store.readers.onFailure(store.queue::nudge);
    store.readers.open();
    // A hung disk must not keep the process from ending; close() waits for the writer.
    store.writer.setDaemon(true);
    store.writer.start();
    return store;
  }

  /** For tests: what the writer knows. */
  Tables tables() {
    return tables;
  }

  @Override
  public Journal journal() {
    return journal;
  }

  @Override
  public long head() {
    return heads.journal();
  }

  @Override
  public long outcomeHead() {
    return heads.outcomes();
  }

  @Override
  public void submit(List<Write> writes, Runnable committed) {
    queue.add(Submission.of(writes, committed));
  }

  @Override
  public List<OutcomeRow> outcomes(long after, int maxRows) {
    return readers.read(
        connection -> outcomes.page(connection, after + 1, heads.outcomes(), maxRows, PAGE_BYTES));
  }

  @Override
  public void dropOutcomesUpTo(long sequence) {
    chores.dropOutcomesUpTo(sequence);
    queue.nudge();
  }

  @Override
  public void scanState(String scope, Consumer<StateRow> each) {
    StateRow after = null;
    while (true) {
      StateRow behind = after;
      List<StateRow> page =
          readers.read(connection -> tables.state.page(connection, scope, behind, PAGE_BYTES));
      if (page.isEmpty()) {
        return;
      }
      page.forEach(row -> take(row, each));
      after = page.get(page.size() - 1);
    }
  }

  /** Who wrote a row can read it, unless its bytes are others by now: H2 does not check them. */
  private void take(StateRow row, Consumer<StateRow> reader) {
    try {
      reader.accept(row);
    } catch (RuntimeException unreadable) {
      Schema.NotOurs damage =
          new Schema.NotOurs("the state of " + row.key() + " cannot be read: " + unreadable);
      damage.addSuppressed(unreadable);
      throw dialect.explain(damage);
    }
  }

  @Override
  public Optional<StateRow> findState(String scope, String key, String part) {
    return readers.read(connection -> tables.state.find(connection, scope, key, part));
  }

  @Override
  public Map<String, byte[]> settings(String kind) {
    return readers.read(connection -> tables.settings.all(connection, kind));
  }

  @Override
  public Optional<JournalRow> findEvent(long position) {
    return journal.find(position);
  }

  @Override
  public List<JournalRow> history(String key, long before, int limit) {
    return journal.history(key, before, limit);
  }

  @Override
  public List<HeldRow> held(HeldFilter filter, @Nullable HeldRow after, int limit) {
    return readers.read(connection -> held.page(connection, filter, after, limit));
  }

  @Override
  public List<HeldCount> countHeld() {
    return tables.held.counts();
  }

  @Override
  public List<HeldRow> heldOf(String channel, String key, String why, int limit) {
    return readers.read(connection -> held.ofKey(connection, channel, key, why, limit));
  }

  @Override
  public List<HeldKey> heldKeys(String channel, String why) {
    return readers.read(connection -> held.keys(connection, channel, why));
  }

  @Override
  public List<RefusedRow> refused(long before, int limit) {
    return readers.read(connection -> tables.refused.page(connection, before, limit));
  }

  @Override
  public List<JournalRow> withEventId(String eventId, long before, int limit) {
    return journal.withEventId(eventId, before, limit);
  }

  @Override
  public List<AttemptRow> attemptsOf(String key, int limit) {
    return readers.read(connection -> tables.attempts.ofKey(connection, key, limit));
  }

  @Override
  public List<AttemptRow> attempts(long before, int limit) {
    return readers.read(connection -> tables.attempts.page(connection, before, limit));
  }

  @Override
  public long attemptsDropped() {
    return tables.attempts.dropped();
  }

  @Override
  public List<AuditRow> audit(long before, int limit) {
    return readers.read(connection -> tables.audit.page(connection, before, limit));
  }

  @Override
  public StoreImage image() {
    return images.take(
        () -> {
          CompletableFuture<StoreImage> asked = chores.image();
          queue.nudge();
          return asked;
        });
  }

  @Override
  public StoreStatus status() {
    StoreException problem = health.problem();
    Disk seen = disk;
    return new StoreStatus(
        health.failingSince(),
        problem == null ? null : problem.getMessage(),
        seen.gone(),
        queue.waitingWrites(),
        queue.waitingBytes(),
        tables.journal.segments().stream().mapToLong(Segment::bytes).sum(),
        seen.diskBytes(),
        seen.usableBytes(),
        tables.journal.segments().get(0).firstRow(),
        heads.commits(),
        tables.refused.dropped());
  }

  @Override
  public void lookAtDisk() {
    disk = Disk.of(dialect);
  }

  @Override
  public void close() {
    if (!closed) {
      closedAtNanos = System.nanoTime();
      closed = true;
    }
    queue.close();
    awaitWriter();
    if (!writer.isAlive()) {
      dialect.release();
    } else {
      LOG.error("store did not close in time, {} writes wait", queue.waitingWrites());
    }
  }

  private void awaitWriter() {
    boolean interrupted = false;
    long deadline = closedAtNanos + CLOSE_WAIT.plus(CLOSE_GRACE).toNanos();
    long left = deadline - System.nanoTime();
    while (writer.isAlive() && left > 0) {
      try {
        TimeUnit.NANOSECONDS.timedJoin(writer, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
      left = deadline - System.nanoTime();
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private final class Opening implements Writer.Opening {
    private final StoreConfig config;

    Opening(StoreConfig config) {
      this.config = config;
    }

    @Override
    public WriterSession open() throws SQLException {
      return WriterSession.open(dialect, config, tables);
    }

    @Override
    public StoreException explain(Throwable failure) {
      return dialect.explain(failure);
    }

    @Override
    public boolean outOfTime() {
      return closed && System.nanoTime() - closedAtNanos > CLOSE_WAIT.toNanos();
    }
  }
}
