package io.sluice.store;

import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that writes. Takes groups from the queue, commits each one until it succeeds,
 * reopening the store after a failure, and does a chore in between.
 *
 * <p>INVARIANT: a group is committed exactly once. Its number is fixed before the first try; after
 * a reopening the store's mark tells whether that try came through.
 */
final class Writer implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Writer.class);
  private static final long CHORE_PAUSE_MS = 5_000;
  private static final long FOR_EVER_MS = Duration.ofDays(1).toMillis();

  private final Opening opening;
  private final SubmissionQueue queue;
  private final Health health;
  private final Heads heads;
  private final Readers readers;
  private final Chores chores;
  private final Backoff backoff = new Backoff();

  private @Nullable WriterSession session;
  private long groupNumber;
  private long chorePausedAt;
  private boolean chorePaused;

  /** Opens the store for the writer. */
  interface Opening {
    WriterSession open() throws SQLException;

    StoreException explain(Throwable failure);

    /** Whether a closed store must give up what it could not commit. */
    boolean outOfTime();
  }

  Writer(
      Opening opening,
      WriterSession session,
      SubmissionQueue queue,
      Health health,
      Heads heads,
      Readers readers,
      Chores chores) {
    this.opening = opening;
    this.session = session;
    this.groupNumber = session.groupNumber();
    this.queue = queue;
    this.health = health;
    this.heads = heads;
    this.readers = readers;
    this.chores = chores;
  }

  @Override
  public void run() {
    boolean choresLeft = true;
    while (true) {
      // A callback may have left the flag set; it would close the files under us.
      Thread.interrupted();
      Group group = queue.next(choresLeft ? 0 : chorePaused ? CHORE_PAUSE_MS : FOR_EVER_MS);
      if (group != null) {
        if (!commit(group)) {
          break;
        }
      } else if (queue.isClosed()) {
        break;
      } else if (!choresLeft) {
        probe();
      }
      choresLeft = doChore();
    }
    finish();
  }

  /** False when the store was closed and time is up. */
  private boolean commit(Group group) {
    long number = groupNumber + 1;
    while (!tryCommit(group, number)) {
      if (opening.outOfTime()) {
        LOG.error(
            "store closed with {} submissions not committed: {}",
            queue.waitingWrites(),
            health.problem());
        return false;
      }
      queue.pause(backoff.next());
    }
    groupNumber = number;
    heads.countCommit();
    group.submissions().forEach(this::announce);
    return true;
  }

  private boolean tryCommit(Group group, long number) {
    try {
      WriterSession open = reopened();
      // After a reopening: the failed try may have come through after all.
      if (open.groupNumber() != number) {
        open.commit(group, number);
      }
      succeeded();
      return true;
    } catch (Throwable failure) {
      failed(failure);
      return false;
    }
  }

  private WriterSession reopened() throws SQLException {
    WriterSession open = session;
    if (open == null) {
      open = opening.open();
      session = open;
      readers.open();
      LOG.info("store reopened");
    }
    return open;
  }

  private void succeeded() {
    if (health.failingSince() != null) {
      LOG.info("store commits again, nothing was lost");
      chorePaused = false;
    }
    health.commitsWork();
    backoff.reset();
  }

  private void failed(Throwable failure) {
    StoreException problem = opening.explain(failure);
    if (health.failingSince() == null) {
      LOG.error("store cannot commit, will try until it can: {}", problem.getMessage(), failure);
    }
    health.commitFailed(problem);
    letGo();
  }

  private void letGo() {
    chores.reset();
    readers.close();
    WriterSession open = session;
    session = null;
    if (open != null) {
      open.abandon();
    }
  }

  private void announce(Submission submission) {
    heads.advance(submission);
    queue.done(submission);
    try {
      submission.committed().run();
    } catch (Throwable failure) {
      LOG.error("a committed submission was not taken note of; its rows are safe", failure);
    }
  }

  /** A reader met trouble: see whether the store still works, without waiting for a write. */
  private void probe() {
    try {
      reopened().probe();
      succeeded();
    } catch (Throwable failure) {
      failed(failure);
      queue.pause(backoff.next());
      queue.nudge();
    }
  }

  /** False when there is nothing more to do for now. */
  private boolean doChore() {
    WriterSession open = session;
    if (open == null || chorePauseLasts()) {
      return false;
    }
    try {
      long begun = System.nanoTime();
      boolean more = chores.step(open.statements());
      long took = System.nanoTime() - begun;
      if (took > WriterSession.SLOW_NANOS) {
        LOG.warn("a step of store housekeeping took {} ms", Duration.ofNanos(took).toMillis());
      }
      health.choresWork();
      return more;
    } catch (Throwable failure) {
      StoreException problem = opening.explain(failure);
      LOG.warn("store housekeeping failed, will be tried again: {}", problem.getMessage(), failure);
      health.choreFailed(problem);
      chorePaused = true;
      chorePausedAt = System.nanoTime();
      letGo();
      queue.nudge();
      return false;
    }
  }

  private boolean chorePauseLasts() {
    long pausedMs = Duration.ofNanos(System.nanoTime() - chorePausedAt).toMillis();
    chorePaused &= pausedMs < CHORE_PAUSE_MS;
    return chorePaused;
  }

  private void finish() {
    readers.close();
    WriterSession open = session;
    session = null;
    if (open != null) {
      try {
        open.close();
      } catch (SQLException | RuntimeException failure) {
        LOG.warn("store was not closed in good order; what was committed is safe", failure);
        open.abandon();
      }
    }
  }
}
