package io.sluice.store;

import java.util.concurrent.atomic.AtomicLong;

/** How far the store is durable. Written by the writer thread, read by anyone. */
final class Heads {
  private final AtomicLong journal = new AtomicLong();
  private final AtomicLong outcomes = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();

  Heads(long journalHead, long outcomeHead) {
    journal.set(journalHead);
    outcomes.set(outcomeHead);
  }

  long journal() {
    return journal.get();
  }

  long outcomes() {
    return outcomes.get();
  }

  long commits() {
    return commits.get();
  }

  /** By submission, so that a callback sees the heads of its own. */
  void advance(Submission submission) {
    journal.addAndGet(submission.journalRows());
    outcomes.addAndGet(submission.outcomeRows());
  }

  void countCommit() {
    commits.incrementAndGet();
  }
}
