package io.sluice.trials.faults.rows;

import io.sluice.trials.Waiting;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * How late the machine lets a thread go on that has nothing to do but to wait: what a delay says
 * about the machine, and not about who is tried. Ends by itself.
 */
final class Lateness {
  private static final Duration EVERY = Duration.ofMillis(20);
  private static final Duration AT_MOST = Duration.ofMinutes(30);

  private final Queue<Long> nanos = new ConcurrentLinkedQueue<>();
  private volatile boolean ended;

  /** Begins to look. */
  static Lateness watch() {
    Lateness lateness = new Lateness();
    Thread thread = new Thread(lateness::look, "lateness");
    thread.setDaemon(true);
    thread.start();
    return lateness;
  }

  private void look() {
    long end = System.nanoTime() + AT_MOST.toNanos();
    long begun = System.nanoTime();
    while (!ended && begun < end) {
      Waiting.passes(EVERY);
      long now = System.nanoTime();
      nanos.add(now - begun - EVERY.toNanos());
      begun = now;
    }
  }

  void end() {
    ended = true;
  }

  /** Of 100 waits, 99 were at most as late. */
  Duration p99() {
    long[] sorted = nanos.stream().mapToLong(Long::longValue).sorted().toArray();
    return Duration.ofNanos(sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * 0.99)]);
  }
}
