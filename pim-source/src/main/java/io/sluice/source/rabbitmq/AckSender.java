package io.sluice.source.rabbitmq;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends acknowledgements from a thread of its own, at most once in a millisecond: a write to the
 * socket can block, and one frame answers for all that finished meanwhile.
 */
final class AckSender {
  private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

  private final Runnable send;
  private final AtomicBoolean wanted = new AtomicBoolean();
  private final Thread thread;
  private volatile boolean closed;

  AckSender(SourceThreads threads, Runnable send) {
    this.send = send;
    this.thread = threads.create("ack", this::run);
  }

  void start() {
    thread.start();
  }

  /** Cheap; any thread. */
  void wake() {
    if (wanted.compareAndSet(false, true)) {
      LockSupport.unpark(thread);
    }
  }

  void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void run() {
    while (!closed) {
      if (wanted.getAndSet(false)) {
        send.run();
        pause();
      } else {
        LockSupport.park(this);
      }
    }
  }

  /** Finished messages gather; being woken does not shorten it. */
  private void pause() {
    long end = System.nanoTime() + PAUSE_NANOS;
    for (long left = PAUSE_NANOS; left > 0 && !closed; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
    }
  }
}
