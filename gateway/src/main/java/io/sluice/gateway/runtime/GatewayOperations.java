package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.operations.Operations;
import io.sluice.source.EventSource;
import io.sluice.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.List;

/**
 * Puts together what people can ask of a running gateway, and looks every second at what they are
 * told. Each part is asked on its own context.
 */
final class GatewayOperations {
  private static final long LOOK_EVERY_MS = 1_000;

  private final GatewayUpkeep upkeep;
  private final ChannelViews channels;
  private final SourceViews sourceViews;
  private final ConfiguredSources sources;
  private final AllJobs jobs;
  private final AlertWatch alerts;
  private final Operations all;

  GatewayOperations(
      GatewayConfig config,
      Vertx vertx,
      Store store,
      Catalog catalog,
      Events events,
      KnownFacts known,
      IntakeVerticle intake,
      RunningChannels running,
      RemovedChannels removed,
      List<EventSource> eventSources,
      Housekeeping housekeeping,
      Reloads reloads,
      Meters meters,
      InstantSource clock) {
    upkeep = new GatewayUpkeep(vertx, store, reloads, meters::scrape, this::all, clock);
    PostedEvents posted =
        new PostedEvents(
            config.sources(),
            vertx,
            intake::post,
            housekeeping::suspendedBecause,
            catalog::isDiscontinued);
    ReplayJobs replays = new ReplayJobs(vertx, store, catalog, running, clock);
    ReadingJobs readings = new ReadingJobs(vertx, store, catalog, running, clock);
    NamedChannels named = new NamedChannels(running, removed, store, clock);
    Trends trends = new Trends(meters::tookSinceLast);
    channels = new ChannelViews(running, removed, named, trends, clock);
    HeldLists rows = new HeldLists(vertx, store);
    HeldSteps steps = new HeldSteps(new HeldDecisions(rows, running, clock), named);
    HeldDeliveries held = new HeldDeliveries(rows, running, steps, named, clock);
    jobs = new AllJobs(running, replays, readings, new HeldJobs(store, steps, clock));
    sourceViews =
        new SourceViews(config.sources(), eventSources, posted, intake, housekeeping, clock);
    Retakes retakes = new Retakes(vertx, store, events, intake, housekeeping);
    sources = new ConfiguredSources(config.sources(), intake, sourceViews, retakes, rows);
    Attempts attempts = new Attempts(store);
    EventSearch search = new EventSearch(() -> reloads.current().channels(), store, attempts);
    Timelines timelines = new Timelines(vertx, store, catalog, known, attempts, running, named);
    vertx.setPeriodic(LOOK_EVERY_MS, any -> channels.channels());
    vertx.setPeriodic(LOOK_EVERY_MS, any -> sourceViews.listen());
    vertx.setPeriodic(LOOK_EVERY_MS, any -> upkeep.timePassed());
    vertx.setPeriodic(1_000L * Trends.EVERY_SECONDS, any -> channels.followTrends());
    AlertEye eye = new AlertEye(running, channels, sourceViews, housekeeping, reloads, clock);
    alerts = new AlertWatch(config.alerts(), vertx, store, clock, meters, eye);
    all =
        new Operations(
            channels,
            new ChannelSteering(running, removed, named, channels, reloads),
            held,
            jobs,
            new CatalogProducts(vertx, store, catalog, known, running, named, sources),
            sources,
            posted,
            new JournalHistory(vertx, search, attempts, timelines),
            new AuditLog(vertx, store, clock),
            alerts,
            new AuditedReloads(reloads),
            upkeep,
            new GatewayReadiness(store, housekeeping, sourceViews));
  }

  /** What the API offers. */
  Operations all() {
    return all;
  }

  ChannelViews channels() {
    return channels;
  }

  SourceViews sources() {
    return sourceViews;
  }

  /** Goes on with what a stop interrupted. */
  void resume() {
    jobs.resume();
    sources.resume();
  }

  /** Tells nobody anything any more. */
  Future<Void> stop() {
    return alerts.stop();
  }

  /** What somebody changed of this process, and not of its store, ends with the gateway. */
  void close() {
    upkeep.close();
  }
}
