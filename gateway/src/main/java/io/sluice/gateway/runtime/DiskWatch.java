package io.sluice.gateway.runtime;

import io.vertx.core.Vertx;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has somebody look at the disk without waiting for it: one that hangs holds up one thread, and
 * nothing else.
 */
final class DiskWatch {
  private static final Logger LOG = LoggerFactory.getLogger(DiskWatch.class);

  private final Vertx vertx;
  private final Runnable look;
  private final Duration atMost;

  /** Since when one is under way, as {@link System#nanoTime} says; null: none is. */
  private volatile @Nullable Long sinceNanos;

  /**
   * @param look blocks
   * @param atMost after which a disk that has not answered hangs
   */
  DiskWatch(Vertx vertx, Runnable look, Duration atMost) {
    this.vertx = vertx;
    this.look = look;
    this.atMost = atMost;
  }

  /** Begins to look, unless one still does. Called by one thread at a time. */
  void look() {
    if (sinceNanos != null) {
      return;
    }
    sinceNanos = System.nanoTime();
    vertx
        .executeBlocking(
            () -> {
              look.run();
              return null;
            },
            false)
        .onComplete(
            done -> {
              sinceNanos = null;
              if (done.failed()) {
                LOG.warn("The disk of the store cannot be looked at", done.cause());
              }
            });
  }

  boolean hangs() {
    Long since = sinceNanos;
    return since != null && System.nanoTime() - since > atMost.toNanos();
  }
}
