package io.sluice.gateway.runtime;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The threads that read the store and do what else would hold up an event loop. */
final class Workers {
  private static final int THREADS = VertxOptions.DEFAULT_WORKER_POOL_SIZE;

  private Workers() {}

  /**
   * Waits for what runs on them. A close of Vert.x interrupts it, which closes the store's files
   * under a read, and leaves it with nobody to tell what it found.
   *
   * @return whether all of it has ended, at the latest after that time
   */
  static Future<Boolean> idle(Vertx vertx, Duration atMost) {
    // Only where nothing else runs can all of them meet.
    CountDownLatch all = new CountDownLatch(THREADS);
    List<Future<Boolean>> here =
        Stream.generate(() -> vertx.executeBlocking(() -> meet(all, atMost), false))
            .limit(THREADS)
            .toList();
    return Future.all(here).map(met -> met.<Boolean>list().stream().allMatch(each -> each));
  }

  private static boolean meet(CountDownLatch all, Duration atMost) throws InterruptedException {
    all.countDown();
    return all.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
  }
}
