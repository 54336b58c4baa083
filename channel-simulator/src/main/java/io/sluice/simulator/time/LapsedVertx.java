package io.sluice.simulator.time;

import io.vertx.core.Handler;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.internal.VertxWrapper;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * Timers by another time. A long one is waited for in steps, so that it notices when time was
 * skipped. Thread-safe.
 */
final class LapsedVertx extends VertxWrapper {
  private static final long STEP_MS = 50;

  private final TimeLapse time;

  /** Timers of the real one, by the ids that were given out. */
  private final Map<Long, Long> waiting = new HashMap<>();

  private long ids;

  LapsedVertx(VertxInternal vertx, TimeLapse time) {
    super(vertx);
    this.time = time;
    time.waitFor(vertx.getOrCreateContext());
  }

  @Override
  public ContextInternal getOrCreateContext() {
    ContextInternal context = super.getOrCreateContext();
    time.waitFor(context);
    return context;
  }

  @Override
  public synchronized long setTimer(long delay, Handler<Long> handler) {
    long id = ++ids;
    await(id, time.instant().plusMillis(delay), handler);
    return id;
  }

  private synchronized void await(long id, Instant due, Handler<Long> handler) {
    long ms = Math.max(1, Math.min(STEP_MS, time.realMsUntil(due)));
    waiting.put(id, delegate.setTimer(ms, any -> strike(id, due, handler)));
  }

  private void strike(long id, Instant due, Handler<Long> handler) {
    boolean over = !time.instant().isBefore(due);
    synchronized (this) {
      if (waiting.remove(id) == null) {
        return;
      } else if (!over) {
        await(id, due, handler);
      }
    }
    if (over) {
      handler.handle(id);
    }
  }

  @Override
  public synchronized boolean cancelTimer(long id) {
    Long real = waiting.remove(id);
    return real != null && delegate.cancelTimer(real);
  }
}
