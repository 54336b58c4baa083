package io.sluice.gateway.runtime;

import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.List;

/** A submission as a future. */
final class Stored {
  private Stored() {}

  /**
   * Completes on the writer thread once these writes, and all submitted before them, are durable.
   */
  static Future<Void> in(Store store, Write... writes) {
    Promise<Void> committed = Promise.promise();
    store.submit(List.of(writes), committed::complete);
    return committed.future();
  }
}
