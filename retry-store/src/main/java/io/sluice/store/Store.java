package io.sluice.store;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Everything durable of one partition. Thread-safe.
 *
 * <p>One writer thread commits in natural groups: what gathered while the last commit ran is the
 * next group. A group that fails is tried again unchanged, with the store reopened, until it
 * commits; so a submission never fails, it waits, and {@link #status} says why.
 *
 * <p>Reads block and are for worker threads. Readers see nothing above the durable head.
 */
public interface Store extends AutoCloseable {
  Journal journal();

  /** Position of the newest durable journal row, 0 when there is none. */
  long head();

  /** Sequence of the newest durable outcome row, 0 when there is none. */
  long outcomeHead();

  /**
   * Queues writes for the next group. Never blocks. All of them commit together.
   *
   * @param committed runs on the writer thread once they are durable; must be brief and not throw.
   *     While it runs, {@link #head} and {@link #outcomeHead} are those of this very submission
   * @throws IllegalStateException when a journal row does not follow the one submitted before it,
   *     or the store is closed; nothing is queued
   * @throws IllegalArgumentException when a value is too large for the store; nothing is queued.
   *     Names and keys: 1,000 characters; texts: 100,000; bytes: 2 MiB
   */
  void submit(List<Write> writes, Runnable committed);

  /**
   * Outcome rows with a sequence above {@code after}, in order. Rows already dropped are skipped.
   *
   * @return fewer than {@code maxRows} also when they are large; empty only at the end
   */
  List<OutcomeRow> outcomes(long after, int maxRows);

  /**
   * Drops whole outcome segments at or below {@code sequence} (all shelves are checkpointed there).
   */
  void dropOutcomesUpTo(long sequence);

  /**
   * Passes every row of a scope to {@code each}, in no order, without holding them all.
   *
   * @throws StoreException when {@code each} cannot read one: it is damaged
   */
  void scanState(String scope, Consumer<StateRow> each);

  Optional<StateRow> findState(String scope, String key, String part);

  /** All settings of a kind, by name. */
  Map<String, byte[]> settings(String kind);

  /** One journal row, empty when it was dropped or is not there yet. */
  Optional<JournalRow> findEvent(long position);

  /** The newest rows of one key, newest first, at most {@code limit}, below {@code before}. */
  List<JournalRow> history(String key, long before, int limit);

  /**
   * Held rows in order of (channel, key, part, position).
   *
   * @param filter what to take; null fields of it take everything
   * @param after exclusive cursor, null for the beginning
   */
  List<HeldRow> held(HeldFilter filter, @Nullable HeldRow after, int limit);

  /** Number of held rows by channel and why. */
  List<HeldCount> countHeld();

  /** Held rows of one channel, key and reason, oldest position first. */
  List<HeldRow> heldOf(String channel, String key, String why, int limit);

  /** Per key of a channel what is held for one reason: for a start that must not read it all. */
  List<HeldKey> heldKeys(String channel, String why);

  /** Refused messages, newest first, ids below {@code before}. */
  List<RefusedRow> refused(long before, int limit);

  /** The newest journal rows of an identity, of whatever source; else as {@link #history}. */
  List<JournalRow> withEventId(String eventId, long before, int limit);

  /** Attempts of one key, newest first; those that fell out of their quotas are missing. */
  List<AttemptRow> attemptsOf(String key, int limit);

  /** Attempts that are not plain, newest first, sequences below {@code before}. */
  List<AttemptRow> attempts(long before, int limit);

  /** How many attempts fell out of their quotas since the store was opened. */
  long attemptsDropped();

  /** What people did, newest first, ids below {@code before}. */
  List<AuditRow> audit(long before, int limit);

  /**
   * The store as it is between two commits, to be copied while it goes on. Blocks until the writer
   * comes by, and until an image before is closed.
   *
   * @throws StoreException when that takes over 30 s
   */
  StoreImage image();

  /** Asks the disk nothing: what it says of that is what {@link #lookAtDisk} found last. */
  StoreStatus status();

  /**
   * Looks how much room the disk has and whether the store's file is still there. Takes as long as
   * the disk does. The first look is part of the opening.
   */
  void lookAtDisk();

  /** Commits what was submitted, waits at most 30 s, lets go of the files. */
  @Override
  void close();

  /** Which held rows to take. */
  record HeldFilter(@Nullable String channel, @Nullable String why, @Nullable String key) {}

  record HeldCount(String channel, String why, long count) {}

  /**
   * @param lowest position of the rows of this key and part
   */
  record HeldKey(String key, String part, long count, long lowest) {}
}
