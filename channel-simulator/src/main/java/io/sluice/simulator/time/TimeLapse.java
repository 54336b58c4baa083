package io.sluice.simulator.time;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Time that passes so many times as fast as it really does. Stand-ins, the gateway and its adapters
 * go by the same one, so that a limit of five requests a second is one of 150 a second on the wall
 * at a factor of 30, kept and counted by both sides.
 *
 * <p>Processors, disks and sockets are no faster than they are: an answer that really takes 3 ms
 * takes 90 ms of this time. So that a busy machine does not turn into a network that stalls for
 * seconds, time waits for the event loops of those who go by it: it passes in small steps, and the
 * next one only once each of them has had its turn. On a slow machine it passes slower.
 *
 * <p>Thread-safe. Stands still once it is closed.
 */
public final class TimeLapse implements InstantSource, AutoCloseable {
  private static final long STEP_NANOS = 1_000_000;

  /** What a step may count for where the thread came late. */
  private static final long LONGEST_STEP_NANOS = 4 * STEP_NANOS;

  /** Whoever has no turn for so long is no longer waited for in this step. */
  private static final long TURN_SECONDS = 2;

  private final Instant from;
  private final int factor;
  private final AtomicLong passedNanos = new AtomicLong();
  private final Set<Context> followers = ConcurrentHashMap.newKeySet();
  private final Thread thread = new Thread(this::pass, "time");
  private volatile boolean closed;

  /**
   * Begins now.
   *
   * @param from what time it is then
   * @param factor at least 1: seconds that pass in a second
   */
  public TimeLapse(Instant from, int factor) {
    if (factor < 1) {
      throw new IllegalArgumentException("factor must be at least 1, got " + factor);
    }
    this.from = from;
    this.factor = factor;
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public Instant instant() {
    return from.plusNanos(passedNanos.get());
  }

  /** Passes at once. Timers that are due by then strike within a moment. */
  public void skip(Duration duration) {
    passedNanos.addAndGet(duration.toNanos());
  }

  /**
   * A Vert.x whose {@code setTimer} goes by this time, which waits for the contexts that are had
   * from it, and for that of the caller. Everything else of it, the timeouts of sockets and of
   * futures among it, is as it was.
   */
  public Vertx timersOf(Vertx vertx) {
    return new LapsedVertx((VertxInternal) vertx, this);
  }

  /** Until its Vert.x is closed. */
  void waitFor(Context context) {
    followers.add(context);
  }

  /** How long it really takes until then, in milliseconds, as long as nobody is busy. */
  long realMsUntil(Instant due) {
    long nanos = Duration.between(instant(), due).toNanos();
    // Rounded up: who comes too early has to wait once more.
    return Math.max(0, (nanos / factor + 999_999) / 1_000_000);
  }

  private void pass() {
    long last = System.nanoTime();
    while (!closed) {
      LockSupport.parkNanos(STEP_NANOS);
      awaitFollowers();
      long now = System.nanoTime();
      passedNanos.addAndGet(Math.min(now - last, LONGEST_STEP_NANOS) * factor);
      last = now;
    }
  }

  private void awaitFollowers() {
    List<Context> all = List.copyOf(followers);
    CountDownLatch turns = new CountDownLatch(all.size());
    for (Context each : all) {
      try {
        each.runOnContext(turn -> turns.countDown());
      } catch (RejectedExecutionException gone) {
        followers.remove(each);
        turns.countDown();
      }
    }
    try {
      turns.await(TURN_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      closed = true;
    }
  }

  @Override
  public void close() {
    closed = true;
    thread.interrupt();
  }
}
