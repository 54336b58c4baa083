package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.Readiness;
import io.sluice.gateway.operations.ReadyView;
import io.sluice.store.Store;
import io.sluice.store.StoreStatus;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/** What store, housekeeping and sources say is in the way. Thread-safe. */
final class GatewayReadiness implements Readiness {
  private final Store store;
  private final Housekeeping housekeeping;
  private final SourceViews sources;

  GatewayReadiness(Store store, Housekeeping housekeeping, SourceViews sources) {
    this.store = store;
    this.housekeeping = housekeeping;
    this.sources = sources;
  }

  @Override
  public Future<ReadyView> ready() {
    List<String> problems = new ArrayList<>();
    StoreStatus status = store.status();
    if (status.failingSince() != null) {
      problems.add("store: " + status.problem());
    }
    String suspended = housekeeping.suspendedBecause();
    if (suspended != null) {
      problems.add("taking no events: " + suspended);
    }
    problems.addAll(sources.problems());
    return Future.succeededFuture(new ReadyView(problems.isEmpty(), problems));
  }
}
