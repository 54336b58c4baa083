package io.sluice.trials.simulate;

import io.sluice.store.Write;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * One group after the other: what gathered while the last commit ran is the next. A group that
 * fails is tried again unchanged, unless it turns out that it came through after all.
 */
final class Commits {
  private static final int ROWS_AT_ONCE = 500;

  private final World world;
  private final Disk disk;
  private final Troubles troubles;
  private final Deque<Submission> waiting = new ArrayDeque<>();
  private List<Submission> onTheWay = List.of();
  private long submitted;
  private long head;
  private long outcomeHead;

  /** What is on the way has reached the disk, and nobody has been told. */
  private boolean written;

  /** What ails the disk. */
  static final class Troubles {
    int longestMs = 10;
    int failsOneIn = 50;
    long downUntilMs;
    boolean healed;
  }

  private record Submission(List<Write> writes, Runnable committed, long head) {
    boolean onlyJournalRows() {
      return !writes.isEmpty() && writes.stream().allMatch(Write.Append.class::isInstance);
    }

    boolean mayBeOvertaken() {
      return writes.stream().anyMatch(Write.Outcomes.class::isInstance)
          && writes.stream().noneMatch(Write.Append.class::isInstance);
    }
  }

  Commits(World world, Disk disk, Troubles troubles) {
    this.world = world;
    this.disk = disk;
    this.troubles = troubles;
    this.head = disk.head();
    this.submitted = head;
    this.outcomeHead = disk.outcomeHead();
  }

  long head() {
    return head;
  }

  long outcomeHead() {
    return outcomeHead;
  }

  boolean idle() {
    return waiting.isEmpty() && onTheWay.isEmpty();
  }

  void submit(List<Write> writes, Runnable committed) {
    world.power().effect();
    for (Write write : writes) {
      if (write instanceof Write.Append append) {
        submitted++;
        BrokenPromise.unless(
            append.row().position() == submitted, "positions with a gap", append.row().position());
      }
    }
    add(new Submission(List.copyOf(writes), committed, submitted));
    world.power().effect();
    beginNext();
  }

  /** Journal rows may go ahead of outcomes, and do so on a quiet day. */
  private void add(Submission submission) {
    Deque<Submission> overtaken = new ArrayDeque<>();
    if (submission.onlyJournalRows() && world.chance().coin()) {
      while (!waiting.isEmpty() && waiting.peekLast().mayBeOvertaken()) {
        overtaken.addFirst(waiting.removeLast());
      }
    }
    waiting.add(submission);
    waiting.addAll(overtaken);
  }

  private void beginNext() {
    if (!onTheWay.isEmpty() || waiting.isEmpty()) {
      return;
    }
    List<Submission> group = new ArrayList<>();
    int rows = 0;
    while (!waiting.isEmpty() && rows < ROWS_AT_ONCE) {
      Submission next = waiting.remove();
      rows += next.writes().size();
      group.add(next);
    }
    onTheWay = group;
    tryCommit();
  }

  private void tryCommit() {
    world.time().inLife(1L + world.chance().below(troubles.longestMs), this::commit);
  }

  private void commit() {
    boolean down = world.nowMs() < troubles.downUntilMs;
    boolean fails = !troubles.healed && (down || world.chance().oneIn(troubles.failsOneIn));
    if (!fails) {
      write();
      announce();
    } else if (world.chance().oneIn(3)) {
      world.happens("store: commit uncertain, came through", "");
      write();
      world.time().inLife(world.chance().between(50, 500), this::announce);
    } else {
      world.happens("store: commit failed", "");
      world.time().inLife(world.chance().between(50, 500), this::tryCommit);
    }
  }

  /** All of a group or nothing: it is one transaction. */
  private void write() {
    written = true;
    world.trace().note("commit", "", onTheWay.size());
    for (Submission submission : onTheWay) {
      submission.writes().forEach(write -> world.trace().tell("  wrote", write));
      disk.apply(submission.writes());
    }
  }

  private void announce() {
    List<Submission> durable = onTheWay;
    onTheWay = List.of();
    written = false;
    long outcomes = disk.outcomeHead() - count(durable);
    for (Submission submission : durable) {
      world.power().effect();
      head = Math.max(head, submission.head());
      outcomes += count(List.of(submission));
      outcomeHead = outcomes;
      submission.committed().run();
    }
    beginNext();
  }

  private static long count(List<Submission> submissions) {
    return submissions.stream()
        .flatMap(submission -> submission.writes().stream())
        .filter(Write.Outcomes.class::isInstance)
        .count();
  }

  /** The power is gone: what was on its way to the disk got there or not. */
  void cut() {
    if (!onTheWay.isEmpty() && !written && world.chance().coin()) {
      world.happens("store: cut off commit came through", "");
      write();
    }
  }
}
