package io.sluice.gateway.runtime;

import io.sluice.source.EventSink;
import io.sluice.source.Received;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Brings messages from the sources' threads to intake's context, bounded in bytes: a source waits
 * where too much is in hand that is not durable yet, or that a channel's loop has not heard of.
 */
final class Handover implements EventSink {
  /** In memory, over all sources. */
  private static final int BYTES_AT_MOST = 32 << 20;

  private static final int AT_ONCE = 256;

  /** What a message costs beyond its body. */
  private static final int OVERHEAD = 1024;

  private final Context context;
  private final Intake intake;
  private final ConcurrentLinkedQueue<Received> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Semaphore bytes = new Semaphore(BYTES_AT_MOST);

  /** Who takes the messages, on the context. */
  interface Intake {
    /**
     * @param letGo to be run once nothing of the batch is held in memory any more
     */
    void take(List<Received> batch, Runnable letGo);
  }

  Handover(Context context, Intake intake) {
    this.context = context;
    this.intake = intake;
  }

  /**
   * @throws IllegalStateException when the thread is interrupted, as a source does that closes; the
   *     message was not taken
   */
  @Override
  public void take(Received received) {
    try {
      bytes.acquire(size(received));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted before there was room", e);
    }
    queue.add(received);
    schedule();
  }

  private static int size(Received received) {
    return Math.min(BYTES_AT_MOST, received.raw().body().length + OVERHEAD);
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      context.runOnContext(this::drain);
    }
  }

  private void drain(Void ignored) {
    List<Received> batch = new ArrayList<>();
    int taken = 0;
    Received next = queue.poll();
    while (next != null) {
      batch.add(next);
      taken += size(next);
      next = batch.size() < AT_ONCE ? queue.poll() : null;
    }
    try {
      if (!batch.isEmpty()) {
        int size = taken;
        intake.take(batch, () -> bytes.release(size));
      }
    } finally {
      scheduled.set(false);
      if (!queue.isEmpty()) {
        schedule();
      }
    }
  }
}
