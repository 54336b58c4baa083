package io.sluice.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the writer. Anyone submits, the writer takes groups. Thread-safe.
 *
 * <p>INVARIANT: the positions of all rows that ever passed follow each other without a gap.
 */
final class SubmissionQueue {
  private static final long GROUP_BYTES_AT_MOST = 4L << 20;

  /** Other rows have no limit of their own in the design; this keeps a group brief. */
  private static final int OTHER_ROWS_PER_JOURNAL_ROW = 4;

  /**
   * A commit costs the writer about as much with one row as with a hundred. So under load, and for
   * outcomes, which nobody waits for but a lane's next update, one in so long is enough. An event
   * on a quiet day is committed at once. Measured with {@code bin/trials bench}: without it the
   * writer takes a quarter of the gateway's processor time.
   */
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(4);

  private static final long LOAD_PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Journal rows of one group from which on it is load. */
  private static final int LOAD = 16;

  private final int groupAtMost;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Deque<Submission> waiting = new ArrayDeque<>();
  private long lastPosition;
  private long waitingWrites;
  private long waitingBytes;
  private long waitingJournalRows;
  private long takenAtNanos = System.nanoTime() - PACE_NANOS;
  private boolean underLoad;
  private boolean nudged;
  private boolean closed;

  SubmissionQueue(int groupAtMost, long lastPosition) {
    this.groupAtMost = groupAtMost;
    this.lastPosition = lastPosition;
  }

  void add(Submission submission) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the store is closed");
      }
      lastPosition = requireDense(submission);
      waiting.add(submission);
      waitingWrites++;
      waitingBytes += submission.bytes();
      waitingJournalRows += submission.journalRows();
      if (waiting.size() == 1 || patienceNanos() <= 0) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private long requireDense(Submission submission) {
    long last = lastPosition;
    for (Write write : submission.writes()) {
      if (write instanceof Write.Append append) {
        long position = append.row().position();
        if (position != last + 1) {
          throw new IllegalStateException(
              "journal row " + position + " submitted, expected " + (last + 1));
        }
        last = position;
      }
    }
    return last;
  }

  /**
   * The next group: what has gathered, within the limits. Waits so long for the first submission.
   *
   * @return null when time is up with nothing submitted, or after a nudge, or when closed and empty
   */
  @Nullable Group next(long waitMs) {
    lock.lock();
    try {
      await(waitMs);
      gather();
      nudged = false;
      return waiting.isEmpty() ? null : take();
    } catch (InterruptedException e) {
      // Nobody has reason to interrupt the writer, and it must not end: it looks around instead.
      Thread.interrupted();
      return null;
    } finally {
      lock.unlock();
    }
  }

  private void await(long waitMs) throws InterruptedException {
    long left = TimeUnit.MILLISECONDS.toNanos(waitMs);
    while (waiting.isEmpty() && left > 0 && !closed && !nudged) {
      left = changed.awaitNanos(left);
    }
  }

  private void gather() throws InterruptedException {
    for (long left = patienceNanos(); left > 0; left = patienceNanos()) {
      changed.awaitNanos(left);
    }
  }

  /** How long to wait for more before what is there is committed. */
  private long patienceNanos() {
    boolean urgent = waitingJournalRows > (underLoad ? groupAtMost : 0);
    if (waiting.isEmpty() || urgent || waitingBytes >= GROUP_BYTES_AT_MOST || closed || nudged) {
      return 0;
    }
    return takenAtNanos + (underLoad ? LOAD_PACE_NANOS : PACE_NANOS) - System.nanoTime();
  }

  private Group take() {
    List<Submission> taken = new ArrayList<>();
    long rows = 0;
    long others = 0;
    long bytes = 0;
    for (Submission next = waiting.peek(); next != null; next = waiting.peek()) {
      rows += next.journalRows();
      others += next.outcomeRows() + next.otherRows();
      bytes += next.bytes();
      boolean fits =
          rows <= groupAtMost
              && others <= (long) groupAtMost * OTHER_ROWS_PER_JOURNAL_ROW
              && bytes <= GROUP_BYTES_AT_MOST;
      if (!fits && !taken.isEmpty()) {
        break;
      }
      taken.add(waiting.remove());
      waitingJournalRows -= next.journalRows();
    }
    takenAtNanos = System.nanoTime();
    underLoad = taken.stream().mapToLong(Submission::journalRows).sum() >= LOAD;
    return new Group(taken);
  }

  /** Counts a submission as committed. */
  void done(Submission submission) {
    lock.lock();
    try {
      waitingWrites--;
      waitingBytes -= submission.bytes();
    } finally {
      lock.unlock();
    }
  }

  /** Lets the writer look around although nothing was submitted. */
  void nudge() {
    lock.lock();
    try {
      nudged = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  boolean isClosed() {
    lock.lock();
    try {
      return closed;
    } finally {
      lock.unlock();
    }
  }

  /** Waits so long, or less when the queue is closed meanwhile. */
  void pause(long millis) {
    lock.lock();
    try {
      boolean wasClosed = closed;
      long left = TimeUnit.MILLISECONDS.toNanos(millis);
      while (left > 0 && closed == wasClosed) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      // As above: the pause just ends.
      Thread.interrupted();
    } finally {
      lock.unlock();
    }
  }

  long waitingWrites() {
    lock.lock();
    try {
      return waitingWrites;
    } finally {
      lock.unlock();
    }
  }

  long waitingBytes() {
    lock.lock();
    try {
      return waitingBytes;
    } finally {
      lock.unlock();
    }
  }
}
