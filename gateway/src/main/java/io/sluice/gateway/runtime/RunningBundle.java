package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.AttemptQuery;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.Operations;
import io.sluice.store.Store;
import io.sluice.store.StoreStatus;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** What a gateway that runs adds to a bundle. */
final class RunningBundle {
  private static final int ROWS = 500;
  private static final long ANSWERED_WITHIN_S = 10;

  private final Operations operations;
  private final Store store;
  private final Supplier<String> metrics;
  private final RecentLog log;

  RunningBundle(Operations operations, Store store, Supplier<String> metrics, RecentLog log) {
    this.operations = operations;
    this.store = store;
    this.metrics = metrics;
    this.log = log;
  }

  /**
   * @param events whether also what holds products
   */
  SupportBundle of(SupportBundle bundle, boolean events) {
    bundle
        .addJson("channels.json", answer(operations.channels()::channels))
        .addJson("sources.json", answer(operations.sources()::sources))
        .addJson("jobs.json", answer(operations.jobs()::jobs))
        .addJson("trends.json", answer(operations.channels()::trends))
        .addJson("ready.json", answer(operations.readiness()::ready))
        .addJson("configuration/runs.json", answer(operations.reloading()::configuration))
        .addJson("log-levels.json", answer(operations.upkeep()::logLevels))
        .addJson("audit.json", answer(() -> operations.audit().audit(null, ROWS)))
        .addJson("store.json", this::storeStatus)
        .add("metrics.txt", metrics::get)
        .add("log.txt", log::text)
        .add("threads.txt", SupportBundle::threads);
    HeldQuery all = new HeldQuery(null, null, null);
    return events
        ? bundle
            .addJson(
                "events/dead-letters.json",
                answer(() -> operations.held().deadLetters(all, null, ROWS)))
            .addJson("events/held.json", answer(() -> operations.held().held(all, null, ROWS)))
            .addJson("events/refused.json", answer(() -> operations.sources().refused(null, ROWS)))
            .addJson(
                "events/attempts.json",
                answer(
                    () ->
                        operations
                            .history()
                            .attempts(new AttemptQuery(null, null, null), null, ROWS)))
        : bundle;
  }

  private Map<String, Object> storeStatus() {
    StoreStatus status = store.status();
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("status", String.valueOf(status));
    all.put("head", store.head());
    all.put("outcomeHead", store.outcomeHead());
    store.countHeld().forEach(each -> all.put(each.channel() + " " + each.why(), each.count()));
    return all;
  }

  private static <T> Callable<T> answer(Callable<Future<T>> question) {
    return () ->
        question
            .call()
            .toCompletionStage()
            .toCompletableFuture()
            .get(ANSWERED_WITHIN_S, TimeUnit.SECONDS);
  }
}
