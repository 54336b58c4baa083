package io.sluice.gateway.runtime;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.function.Supplier;

/** Asks the owner of a state on its own context. */
final class Contexts {
  private Contexts() {}

  static <T> Future<T> call(Context owner, Supplier<T> question) {
    Promise<T> answer = Promise.promise();
    owner.runOnContext(
        any -> {
          try {
            answer.complete(question.get());
          } catch (RuntimeException e) {
            answer.fail(e);
          }
        });
    return answer.future();
  }
}
