package io.sluice.gateway.channel;

import java.util.PriorityQueue;

/** A clock that jumps from one thing that is due to the next. */
final class VirtualTime {
  private static final int STEPS_IN_ONE_MILLISECOND = 20_000;

  private record Step(long atMs, long number, Runnable action) {}

  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(
          (a, b) ->
              a.atMs() == b.atMs()
                  ? Long.compare(a.number(), b.number())
                  : Long.compare(a.atMs(), b.atMs()));
  private long nowMs = 1_700_000_000_000L;
  private long number;

  long nowMs() {
    return nowMs;
  }

  void after(long ms, Runnable action) {
    at(nowMs + ms, action);
  }

  void at(long atMs, Runnable action) {
    steps.add(new Step(Math.max(nowMs, atMs), number++, action));
  }

  /** Runs what is due within a time, and what follows from it. */
  void run(long forMs) {
    long end = nowMs + forMs;
    runUntil(end);
    nowMs = end;
  }

  /** Runs until nothing is due any more; false where that is not so after the time given. */
  boolean runOut(long atMostMs) {
    runUntil(nowMs + atMostMs);
    return steps.isEmpty();
  }

  private void runUntil(long end) {
    int inThisMillisecond = 0;
    while (!steps.isEmpty() && steps.peek().atMs() <= end) {
      Step step = steps.remove();
      inThisMillisecond = step.atMs() == nowMs ? inThisMillisecond + 1 : 0;
      if (inThisMillisecond > STEPS_IN_ONE_MILLISECOND) {
        throw new AssertionError("a busy loop at " + nowMs);
      }
      nowMs = step.atMs();
      step.action().run();
    }
  }
}
