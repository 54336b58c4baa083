package io.sluice.adapter.contract;

import io.vertx.core.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assumptions;

/** Something a stand-in marketplace can be brought into, or why that one cannot come about. */
public final class Situation {
  private final Supplier<Future<?>> begin;

  private Situation(Supplier<Future<?>> begin) {
    this.begin = begin;
  }

  /** One that has begun when the future completes. */
  public static Situation of(Supplier<Future<?>> begin) {
    return new Situation(begin);
  }

  /** One that begins in no time; on the stand-in's own event loop where it touches its state. */
  public static Situation of(Runnable begin) {
    return new Situation(
        () -> {
          begin.run();
          return Future.succeededFuture();
        });
  }

  /**
   * @param reason why there is no such thing: tests that need it are skipped with it
   */
  public static Situation none(String reason) {
    return new Situation(() -> Assumptions.abort(reason));
  }

  Future<?> begin() {
    return begin.get();
  }
}
