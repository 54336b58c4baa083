package io.sluice.gateway.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one who is signed in from taking the gateway for himself: of his requests only so many are
 * worked on at once, counted until the work is done and not until he hangs up. A look-up may hold
 * one of the threads that all share. On the API's context.
 */
final class RequestsAtOnce {
  /** More than a browser sends, and half of the threads for look-ups. */
  static final int OF_ONE_AT_MOST = 10;

  private final Tally running = new Tally();

  /**
   * Fails with 429 where there are too many.
   *
   * @param name whoever is signed in; null: nobody, who gets nothing that takes long
   * @param owner the API's
   */
  <T> Future<T> run(@Nullable String name, Context owner, Supplier<Future<T>> request) {
    if (name == null) {
      return request.get();
    }
    if (running.of(name) >= OF_ONE_AT_MOST) {
      throw Problem.of(
              429,
              "%s has %d requests at work already: wait for their answers."
                  .formatted(name, OF_ONE_AT_MOST))
          .asException();
    }
    running.add(name, 1);
    try {
      return request.get().onComplete(any -> owner.runOnContext(ignored -> running.add(name, -1)));
    } catch (RuntimeException refused) {
      running.add(name, -1);
      throw refused;
    }
  }
}
