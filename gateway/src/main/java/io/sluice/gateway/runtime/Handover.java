package io.sluice.gateway.runtime;

import io.sluice.source.EventSink;
import io.sluice.source.Received;
import io.vertx.core.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Brings messages from the sources' threads to intake's context, bounded in bytes: a source waits
 * where intake has too much in hand that is not durable yet.
 */
final class Handover implements EventSink {
  /** Not durable and in memory, over all sources. */
  private static final int BYTES_AT_MOST = 32 << 20;

  private static final int AT_ONCE = 256;

  /** What a message costs beyond its body. */
  private static final int OVERHEAD = 1024;

  private final Context context;
  private final Consumer<List<Received>> intake;
  private final ConcurrentLinkedQueue<Received> queue = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private final Semaphore bytes = new Semaphore(BYTES_AT_MOST);

  Handover(Context context, Consumer<List<Received>> intake) {
    this.context = context;
    this.intake = intake;
  }

  @Override
  public void take(Received received) {
    int size = size(received);
    bytes.acquireUninterruptibly(size);
    offer(released(received, size));
  }

  /** For callers that must not wait: false where there is no room. */
  boolean tryTake(Received received) {
    int size = size(received);
    if (!bytes.tryAcquire(size)) {
      return false;
    }
    offer(released(received, size));
    return true;
  }

  private Received released(Received received, int size) {
    Runnable done =
        () -> {
          bytes.release(size);
          received.done().run();
        };
    return new Received(received.source(), received.raw(), received.decoded(), done);
  }

  private static int size(Received received) {
    return Math.min(BYTES_AT_MOST, received.raw().body().length + OVERHEAD);
  }

  private void offer(Received received) {
    queue.add(received);
    schedule();
  }

  private void schedule() {
    if (scheduled.compareAndSet(false, true)) {
      context.runOnContext(this::drain);
    }
  }

  private void drain(Void ignored) {
    List<Received> batch = new ArrayList<>();
    Received next = queue.poll();
    while (next != null) {
      batch.add(next);
      next = batch.size() < AT_ONCE ? queue.poll() : null;
    }
    if (!batch.isEmpty()) {
      intake.accept(batch);
    }
    scheduled.set(false);
    if (!queue.isEmpty()) {
      schedule();
    }
  }
}
