package io.sluice.trials.simulate;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * A clock that jumps from one thing that is due to the next. What belongs to a life of the gateway
 * is forgotten when the power is cut.
 */
final class Timeline {
  private static final long BEGIN_MS = 1_700_000_000_000L;
  private static final int STEPS_IN_ONE_MILLISECOND = 20_000;
  private static final int OUTSIDE = -1;

  private record Step(long atMs, long number, int life, Runnable action) {}

  private final PriorityQueue<Step> steps =
      new PriorityQueue<>(Comparator.comparingLong(Step::atMs).thenComparingLong(Step::number));
  private long nowMs = BEGIN_MS;
  private long number;
  private int life;
  private int inThisMillisecond;

  long nowMs() {
    return nowMs;
  }

  long passedMs() {
    return nowMs - BEGIN_MS;
  }

  /** What happens whether the gateway lives or not. */
  void outside(long afterMs, Runnable action) {
    add(nowMs + afterMs, OUTSIDE, action);
  }

  /** What the gateway as it lives now does later. */
  void inLife(long afterMs, Runnable action) {
    add(nowMs + afterMs, life, action);
  }

  void inLifeAt(long atMs, Runnable action) {
    add(Math.max(nowMs, atMs), life, action);
  }

  private void add(long atMs, int of, Runnable action) {
    steps.add(new Step(atMs, number++, of, action));
  }

  void endLife() {
    life++;
  }

  /**
   * Runs what is due within a time, and what follows from it, until it is enough.
   *
   * @param onCut what follows where a step ends in a {@link PowerCut}
   * @return whether it was enough in time
   */
  boolean run(long forMs, BooleanSupplier enough, Runnable onCut) {
    long end = nowMs + forMs;
    while (!steps.isEmpty() && steps.peek().atMs() <= end) {
      if (enough.getAsBoolean()) {
        return true;
      }
      Step step = steps.remove();
      if (step.life() == OUTSIDE || step.life() == life) {
        take(step, onCut);
      }
    }
    nowMs = end;
    return enough.getAsBoolean();
  }

  private void take(Step step, Runnable onCut) {
    inThisMillisecond = step.atMs() == nowMs ? inThisMillisecond + 1 : 0;
    if (inThisMillisecond > STEPS_IN_ONE_MILLISECOND) {
      throw new BrokenPromise("a busy loop");
    }
    nowMs = step.atMs();
    try {
      step.action().run();
    } catch (PowerCut cut) {
      onCut.run();
    }
  }
}
