package io.sluice.store;

/** How far the store is durable. Written by the writer thread, read by anyone. */
final class Heads {
  private volatile long journal;
  private volatile long outcomes;
  private volatile long commits;

  long journal() {
    return journal;
  }

  long outcomes() {
    return outcomes;
  }

  long commits() {
    return commits;
  }

  void startAt(long journalHead, long outcomeHead) {
    journal = journalHead;
    outcomes = outcomeHead;
  }

  void advance(Submission submission) {
    journal += submission.journalRows();
    outcomes += submission.outcomeRows();
  }

  void countCommit() {
    commits++;
  }
}
