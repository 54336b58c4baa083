package io.sluice.gateway.operations;

import io.vertx.core.Future;

/** Whether the gateway can take events, and what is in the way. As {@link Operations}. */
@FunctionalInterface
public interface Readiness {
  Future<ReadyView> ready();
}
