package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.BackupView;
import io.sluice.gateway.operations.LogLevelView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.Operations;
import io.sluice.gateway.operations.Upkeep;
import io.sluice.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Levels of loggers, backups and support bundles. What is downloaded is written on workers of its
 * own. Thread-safe.
 */
final class GatewayUpkeep implements Upkeep {
  private static final Logger AUDIT = LoggerFactory.getLogger("sluice.audit");

  private final Store store;
  private final Reloads reloads;
  private final Supplier<String> metrics;
  private final Supplier<Operations> operations;
  private final InstantSource clock;
  private final LogLevels logLevels = new LogLevels(new LogbackLoggers());
  private final RecentLog recentLog = new RecentLog();
  private final WorkerExecutor downloads;

  /**
   * Keeps what is logged from now on.
   *
   * @param operations what a bundle tells of, asked for with each
   */
  GatewayUpkeep(
      Vertx vertx,
      Store store,
      Reloads reloads,
      Supplier<String> metrics,
      Supplier<Operations> operations,
      InstantSource clock) {
    this.store = store;
    this.reloads = reloads;
    this.metrics = metrics;
    this.operations = operations;
    this.clock = clock;
    recentLog.begin();
    this.downloads = vertx.createSharedWorkerExecutor("downloads", 2, 2, TimeUnit.HOURS);
  }

  /** Ends what somebody changed for a time that is over. */
  void timePassed() {
    logLevels.timePassed(clock.instant());
  }

  /** What somebody changed of this process, and not of its store, ends with the gateway. */
  void close() {
    logLevels.resetAll();
    recentLog.end();
  }

  @Override
  public Future<List<LogLevelView>> logLevels() {
    return Future.succeededFuture(logLevels.all());
  }

  @Override
  public Future<List<LogLevelView>> logLevel(
      String logger, @Nullable String level, @Nullable Instant until, String who) {
    try {
      logLevels.set(logger, level, until, clock.instant());
    } catch (OperationException refused) {
      return Future.failedFuture(refused);
    }
    AUDIT
        .atInfo()
        .addKeyValue("who", who)
        .addKeyValue("logger", logger)
        .addKeyValue("level", level)
        .log("log level");
    return logLevels();
  }

  @Override
  public Future<BackupView> backup(OutputStream out, String who) {
    return downloads
        .executeBlocking(() -> Backups.write(store, out, clock.instant()))
        .map(about -> new BackupView(about.takenAt(), about.position(), about.bytes()))
        .onSuccess(
            view ->
                AUDIT
                    .atInfo()
                    .addKeyValue("who", who)
                    .addKeyValue("bytes", view.bytes())
                    .log("backup"));
  }

  @Override
  public Future<Void> supportBundle(boolean events, OutputStream out, String who) {
    return downloads
        .<@Nullable Void>executeBlocking(
            () -> {
              new RunningBundle(operations.get(), store, metrics, recentLog)
                  .of(
                      SupportBundle.begin(reloads.current(), reloads.read(), clock.instant()),
                      events)
                  .writeTo(out);
              return null;
            })
        .onSuccess(any -> AUDIT.atInfo().addKeyValue("who", who).log("support bundle"))
        .mapEmpty();
  }
}
