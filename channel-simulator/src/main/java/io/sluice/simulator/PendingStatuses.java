package io.sluice.simulator;

import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Status addresses given out with 202. Owned by the simulator's context. */
final class PendingStatuses {
  private final Vertx vertx;
  private final Map<String, String> statuses = new HashMap<>();
  private long next;

  PendingStatuses(Vertx vertx) {
    this.vertx = vertx;
  }

  /**
   * @param work done when the fault's delay is over
   * @return last segment of the status address
   */
  String begin(Fault fault, Runnable work) {
    String name = Long.toString(++next);
    statuses.put(name, "pending");
    vertx.setTimer(Math.max(1, fault.delay().toMillis()), id -> finish(name, fault, work));
    vertx.setTimer(Math.max(1, fault.expiry().toMillis()), id -> statuses.remove(name));
    return name;
  }

  private void finish(String name, Fault fault, Runnable work) {
    statuses.replace(name, fault.result());
    work.run();
  }

  /** Empty when never given out or expired. */
  Optional<String> find(String name) {
    return Optional.ofNullable(statuses.get(name));
  }
}
