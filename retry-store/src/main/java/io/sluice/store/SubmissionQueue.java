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
 *
 * <p>INVARIANT: submissions pass in their order, except that journal rows may go ahead of outcomes.
 * To a start this is as if the outcome had come later. Under load they do not: outcomes might wait
 * for ever.
 */
final class SubmissionQueue {
  private static final long GROUP_BYTES_AT_MOST = 4L << 20;

  /** Other rows have no limit of their own in the design; this keeps a group brief. */
  private static final int OTHER_ROWS_PER_JOURNAL_ROW = 4;

  /**
   * A commit costs the writer about as much with one row as with a hundred. So under load, and for
   * what is no event, one in so long is enough: nobody waits for an outcome but a lane's next
   * update. An event on a quiet day is committed at once.
   */
  private static final long PACE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** Journal rows of one group from which on it is load. */
  private static final int LOAD = 16;

  private final int groupAtMost;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();

  /** Journal rows that go ahead of everything in {@link #waiting}. */
  private final Deque<Submission> ahead = new ArrayDeque<>();

  private final Deque<Submission> waiting = new ArrayDeque<>();

  /** Of those in {@link #waiting}: what nothing may overtake. */
  private int holdingOrder;

  private long lastPosition;
  private long waitingWrites;
  private long waitingBytes;
  private long waitingJournalRows;
  private long takenAtNanos = System.nanoTime() - PACE_NANOS;
  private long waitingTakenAtNanos = takenAtNanos;
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
      boolean wasEmpty = isEmpty();
      if (submission.onlyJournalRows() && holdingOrder == 0 && !underLoad) {
        ahead.add(submission);
      } else {
        waiting.add(submission);
        holdingOrder += submission.mayBeOvertaken() ? 0 : 1;
      }
      waitingWrites++;
      waitingBytes += submission.bytes();
      waitingJournalRows += submission.journalRows();
      if (wasEmpty || patienceNanos() <= 0) {
        changed.signalAll();
      }
    } finally {
      lock.unlock();
    }
  }

  private boolean isEmpty() {
    return ahead.isEmpty() && waiting.isEmpty();
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
      return isEmpty() ? null : take();
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
    while (isEmpty() && left > 0 && !closed && !nudged) {
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
    if (isEmpty() || allAtOnce()) {
      return 0;
    } else if (underLoad) {
      return waitingJournalRows > groupAtMost ? 0 : untilPace(takenAtNanos);
    }
    return waitingJournalRows > 0 ? 0 : untilPace(waitingTakenAtNanos);
  }

  private boolean allAtOnce() {
    return waitingBytes >= GROUP_BYTES_AT_MOST || closed || nudged;
  }

  private static long untilPace(long lastNanos) {
    return lastNanos + PACE_NANOS - System.nanoTime();
  }

  private Group take() {
    boolean everything =
        ahead.isEmpty()
            || holdingOrder > 0
            || underLoad
            || allAtOnce()
            || untilPace(waitingTakenAtNanos) <= 0;
    Taken taken = new Taken();
    takeFrom(ahead, taken);
    takenAtNanos = System.nanoTime();
    if (everything && ahead.isEmpty()) {
      takeFrom(waiting, taken);
      waitingTakenAtNanos = takenAtNanos;
    }
    waitingJournalRows -= taken.rows;
    underLoad = taken.rows >= LOAD || !ahead.isEmpty();
    return new Group(taken.submissions);
  }

  private void takeFrom(Deque<Submission> queue, Taken taken) {
    for (Submission next = queue.peek(); next != null; next = queue.peek()) {
      if (!taken.fits(next, groupAtMost)) {
        return;
      }
      taken.add(queue.remove());
      if (queue == waiting && !next.mayBeOvertaken()) {
        holdingOrder--;
      }
    }
  }

  /** A group as it grows; the first submission always has room. */
  private static final class Taken {
    private final List<Submission> submissions = new ArrayList<>();
    private long rows;
    private long others;
    private long bytes;

    boolean fits(Submission next, int rowsAtMost) {
      return submissions.isEmpty()
          || (rows + next.journalRows() <= rowsAtMost
              && others + others(next) <= (long) rowsAtMost * OTHER_ROWS_PER_JOURNAL_ROW
              && bytes + next.bytes() <= GROUP_BYTES_AT_MOST);
    }

    void add(Submission next) {
      submissions.add(next);
      rows += next.journalRows();
      others += others(next);
      bytes += next.bytes();
    }

    private static long others(Submission submission) {
      return (long) submission.outcomeRows() + submission.attemptRows() + submission.otherRows();
    }
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
