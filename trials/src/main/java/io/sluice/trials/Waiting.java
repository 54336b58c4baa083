package io.sluice.trials;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;

/** Waits on conditions with a limit. */
public final class Waiting {
  private static final Duration LOOK_EVERY = Duration.ofMillis(50);

  private Waiting() {}

  /** Something that may fail as long as it does not hold. */
  @FunctionalInterface
  public interface Condition {
    boolean holds() throws Exception;
  }

  /**
   * Waits until it holds.
   *
   * @return how long that took
   * @throws IllegalStateException when it does not within this time, saying what was waited for
   */
  public static Duration until(String what, Duration atMost, Condition condition) {
    long begun = System.nanoTime();
    if (!holdsWithin(atMost, condition)) {
      throw new IllegalStateException("not within " + atMost.toSeconds() + " s: " + what);
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Whether it comes to hold within this time. A failure to look counts as no. */
  public static boolean holdsWithin(Duration atMost, Condition condition) {
    long end = System.nanoTime() + atMost.toNanos();
    while (!holds(condition)) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      passes(LOOK_EVERY);
    }
    return true;
  }

  private static boolean holds(Condition condition) {
    try {
      return condition.holds();
    } catch (Exception notYet) {
      return false;
    }
  }

  /** What may fail to be counted for now. */
  @FunctionalInterface
  public interface Count {
    long left() throws Exception;
  }

  /**
   * Waits until nothing is left, as long as it becomes less.
   *
   * @return how long that took
   * @throws IllegalStateException when it has become no less for this time, or takes ten times as
   *     long in all
   */
  public static Duration untilNothingIsLeft(String what, Duration still, Count count) {
    long begun = System.nanoTime();
    long least = Long.MAX_VALUE;
    long end = begun + 10 * still.toNanos();
    while (least > 0) {
      long before = least;
      long[] found = {before};
      Duration wait = Duration.ofNanos(Math.min(still.toNanos(), end - System.nanoTime()));
      if (!holdsWithin(wait, () -> (found[0] = count.left()) < before)) {
        throw new IllegalStateException(
            "not within %d s, and %d left for %d s: %s"
                .formatted(
                    Duration.ofNanos(System.nanoTime() - begun).toSeconds(),
                    before,
                    wait.toSeconds(),
                    what));
      }
      least = found[0];
    }
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  /** Asks again until it can be answered. */
  public static <T> T answer(String what, Duration atMost, Supplier<T> question) {
    var answers = new java.util.ArrayList<T>(1);
    until(what, atMost, () -> answers.add(question.get()));
    return answers.get(0);
  }

  /** For a fault that lasts, or whose moment is chance. */
  public static void passes(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }
}
