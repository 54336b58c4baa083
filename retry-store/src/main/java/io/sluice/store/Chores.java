package io.sluice.store;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the writer does between commits, one small step at a time: make the next segment, seal full
 * ones, drop old ones, tidy up. What is to be done follows from the tables, so a failure loses
 * nothing.
 */
final class Chores {
  private static final Duration TIDY_EVERY = Duration.ofMillis(100);

  private final Tables tables;
  private final Dialect dialect;
  private final AtomicLong dropJournalBelow = new AtomicLong();
  private final AtomicLong dropOutcomesUpTo = new AtomicLong();
  private final AtomicReference<@Nullable CompletableFuture<StoreImage>> image =
      new AtomicReference<>();
  private @Nullable SegmentSealer<JournalRow> sealer;
  private long tidiedAtNanos = System.nanoTime();

  Chores(Tables tables, Dialect dialect) {
    this.tables = tables;
    this.dialect = dialect;
  }

  void dropJournalBelow(long position) {
    dropJournalBelow.accumulateAndGet(position, Math::max);
  }

  void dropOutcomesUpTo(long sequence) {
    dropOutcomesUpTo.accumulateAndGet(sequence, Math::max);
  }

  /** The store as it is when the writer comes by; fails where somebody waits for that already. */
  CompletableFuture<StoreImage> image() {
    CompletableFuture<StoreImage> asked = new CompletableFuture<>();
    if (!image.compareAndSet(null, asked)) {
      asked.completeExceptionally(new IllegalStateException("asked for already"));
    }
    return asked;
  }

  private void takeImage(Statements statements) throws SQLException {
    CompletableFuture<StoreImage> asked = image.getAndSet(null);
    if (asked != null) {
      StoreImage taken = dialect.image(statements.connection(), tables.journal.last());
      if (!asked.complete(taken)) {
        taken.close();
      }
    }
  }

  /** Starts over with what is to be done, after a failure. */
  void reset() {
    sealer = null;
    tables.attempts.reset();
  }

  /** Does one step; false when there is nothing to do. */
  boolean step(Statements statements) throws SQLException {
    takeImage(statements);
    return addSpare(tables.journal, statements)
        || addSpare(tables.outcomes, statements)
        || seal(statements)
        || dropJournal(statements)
        || dropOutcomes(statements)
        || tables.attempts.step(statements)
        || tidy(statements);
  }

  private static boolean addSpare(SegmentedTable<?> table, Statements statements)
      throws SQLException {
    if (!table.lacksSpare()) {
      return false;
    }
    table.addSegment(statements);
    return true;
  }

  private boolean seal(Statements statements) throws SQLException {
    if (sealer == null) {
      sealer = SegmentSealer.next(tables.journal, tables.journalColumns());
    }
    if (sealer == null) {
      return false;
    }
    if (sealer.step(statements)) {
      sealer = null;
    }
    return true;
  }

  private boolean dropJournal(Statements statements) throws SQLException {
    long position = dropJournalBelow.get();
    List<Segment> segments = tables.journal.segments();
    if (position == 0 || !tables.retention.mayDropOldest(segments, position)) {
      // Asked again, retention is looked at again; until then nothing changes by itself.
      dropJournalBelow.compareAndSet(position, 0);
      return false;
    }
    tables.journal.dropOldest(statements);
    Segment oldest = tables.journal.segments().get(0);
    for (KeyColumn<JournalRow> column : tables.journalColumns()) {
      column.index().dropBefore(statements, oldest);
    }
    return true;
  }

  private boolean dropOutcomes(Statements statements) throws SQLException {
    long sequence = Math.min(dropOutcomesUpTo.get(), tables.outcomes.last());
    List<Segment> segments = tables.outcomes.segments();
    if (segments.size() < 2 || segments.get(0).lastRow() > sequence) {
      return false;
    }
    tables.outcomes.dropOldest(statements);
    return true;
  }

  /** Now and then while there is work; a store at rest does not grow. Leaves nothing to do. */
  private boolean tidy(Statements statements) throws SQLException {
    long now = System.nanoTime();
    if (now - tidiedAtNanos > TIDY_EVERY.toNanos()) {
      dialect.tidy(statements.connection());
      tidiedAtNanos = System.nanoTime();
    }
    return false;
  }
}
