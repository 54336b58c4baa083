package io.sluice.gateway.runtime;

import io.sluice.adapter.Budgets;
import io.sluice.adapter.CredentialStore;
import io.sluice.adapter.LocalBudgets;
import io.sluice.adapter.LocalCredentialStore;
import io.sluice.gateway.api.ApiServer;
import io.sluice.gateway.api.ListenAddress;
import io.sluice.gateway.api.WebhookServer;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.Account;
import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.channel.ChannelStart;
import io.sluice.gateway.channel.CheckpointPace;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.ConfigResult;
import io.sluice.gateway.config.Configuration;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.Keep;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.config.TraceSettings;
import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.operations.Operations;
import io.sluice.gateway.tracing.Tracing;
import io.sluice.source.EventSource;
import io.sluice.source.cloudevents.CloudEventsDecoder;
import io.sluice.store.Store;
import io.sluice.store.StoreConfig;
import io.sluice.store.StoreException;
import io.sluice.store.StoreStatus;
import io.sluice.store.Stores;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway. Starts from the store outward: store, catalog, channels, intake, API, sources;
 * stops in reverse. Both block the caller, who must not be an event loop.
 */
public final class Gateway implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final Duration STEP_AT_MOST = Duration.ofSeconds(60);
  private static final long AGAIN_MS = 1_000;
  private static final Duration SETTLED_AT_MOST = Duration.ofSeconds(10);

  private final Configuration configuration;
  private final Time time;
  private final InstantSource clock;
  private final Vertx vertx;
  private final CredentialStore credentials;
  private final Budgets budgets = new LocalBudgets();
  private final Meters meters = new Meters();
  private final Catalog catalog = new Catalog();
  private final Events events = new Events(new CloudEventsDecoder());
  private final RunningChannels channels;
  private final List<EventSource> sources = new ArrayList<>();
  private final String storeName;
  private final Store store;
  private final Contents contents;
  private final RecentEvents recent;
  private final Starts starts;
  private final AttemptLog attempts;
  private final @Nullable Tracing tracing;
  private final IntakeVerticle intake;
  private final GatewayOperations operations;
  private final Housekeeping housekeeping;
  private final Reloads reloads;
  private final KeptChannels kept;
  private final Approvals approvals;
  private final Gauges gauges;
  private final ApiServer api;
  private final List<WebhookServer> webhooks;

  /**
   * Starts everything; returns when it is ready to take events, also where a broker or a channel
   * cannot be reached yet.
   *
   * @param configuration what runs, until its files change
   * @param reader reads it again; blocks
   * @param data directory of the store
   * @param listen where the API listens
   */
  public static Gateway start(
      ConfigResult.Valid configuration,
      Supplier<ConfigResult> reader,
      Path data,
      ListenAddress listen) {
    return start(configuration, reader, data, listen, Time.REAL);
  }

  /** As above, in a time of its own: for a demo of hours, and for tests. */
  public static Gateway start(
      ConfigResult.Valid configuration,
      Supplier<ConfigResult> reader,
      Path data,
      ListenAddress listen,
      Time time) {
    return new Gateway(configuration, reader, data, listen, Tuning.DEFAULT, time);
  }

  static Gateway start(
      ConfigResult.Valid configuration,
      Supplier<ConfigResult> reader,
      Path data,
      ListenAddress listen,
      Tuning tuning) {
    return new Gateway(configuration, reader, data, listen, tuning, Time.REAL);
  }

  private Gateway(
      ConfigResult.Valid read,
      Supplier<ConfigResult> reader,
      Path data,
      ListenAddress listen,
      Tuning tuning,
      Time time) {
    this.time = time;
    clock = time.clock();
    configuration = read.configuration();
    GatewayConfig config = configuration.gateway();
    Sizes sizes = sizes(configuration);
    recent = new RecentEvents(sizes.recentBytes());
    vertx = vertx();
    credentials = new LocalCredentialStore(vertx, clock);
    storeName = Plans.storeName(config.store(), data);
    store = open(Plans.store(config.store(), data, sizes, tuning));
    tracing = config.traces().map(this::tracing).orElse(null);
    try {
      attempts = new AttemptLog(vertx, store);
      contents = new Contents(store, events, sizes.contentBytes());
      CatalogLoader loader = new CatalogLoader(store, events);
      readable(
          storeName,
          () -> {
            loader.load(catalog);
            return catalog;
          });
      intake = readable(storeName, () -> intake(config, loader));
      starts = new Starts(store);
      channels =
          new RunningChannels(
              vertx, each -> Plans.channel(each, sizes), this::prepare, this::channel);
      config.sources().forEach(source -> Plans.source(source).ifPresent(sources::add));
      kept = new KeptChannels(store);
      kept.finish();
      configuration.channels().forEach(kept::takeOver);
      RemovedChannels removed = new RemovedChannels(vertx, store, clock);
      approvals =
          new Approvals(configuration, vertx, catalog, contents, channels, removed, store, clock);
      await(vertx.deployVerticle(intake));
      await(channels.apply(configuration.channels()));
      housekeeping =
          new Housekeeping(vertx, store, config.store(), intake, channels, sources, clock, tuning);
      reloads = new Reloads(vertx, read, reader, channels, removed, approvals, clock);
      operations =
          new GatewayOperations(
              config,
              vertx,
              store,
              catalog,
              events,
              new KnownFacts(reloads::current, catalog, contents, clock),
              intake,
              channels,
              removed,
              sources,
              housekeeping,
              reloads,
              meters,
              clock);
      gauges =
          new Gauges(
              meters,
              store,
              catalog,
              sources,
              housekeeping,
              reloads,
              operations.sources().silence(),
              operations.channels());
      meters.counter(
          "sluice.attempts.dropped",
          "Attempts that fell out, the oldest first",
          store::attemptsDropped);
      meters.counter(
          "sluice.attempts.left.out",
          "Attempts that came faster than they are written",
          attempts::leftOut);
      api =
          new ApiServer(
              Plans.entrance(listen, config.api(), clock), operations.all(), this::metrics);
      await(vertx.deployVerticle(api));
      webhooks = Plans.webhooks(config, operations.all().posting(), clock);
      webhooks.forEach(each -> await(vertx.deployVerticle(each)));
    } catch (RuntimeException e) {
      closeVertx();
      closeTracing();
      store.close();
      throw e;
    }
    housekeeping.start();
    attempts.start();
    operations.resume();
    reloads.start();
    sources.forEach(source -> source.start(intake.handover()));
    LOG.info("Ready, API on port {}", api.port());
  }

  /** What was written reads as it was written, or the disk has changed it. */
  private static <T> T readable(String store, Supplier<T> read) {
    try {
      return read.get();
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new StoreException(
          StoreException.Kind.CORRUPT,
          "%s is damaged: a part of it no longer reads as it was written (%s); bring back a backup"
              .formatted(store, e.getMessage()),
          e);
    }
  }

  /**
   * One more than there are processors: nothing on a loop ever blocks, and more of them than can
   * run only wake each other up. Measured: eight for five channels on two processors took a sixth
   * more processor time than two.
   */
  private static Vertx vertx() {
    int loops = Runtime.getRuntime().availableProcessors() + 1;
    return Vertx.vertx(new VertxOptions().setEventLoopPoolSize(loops));
  }

  private Store open(StoreConfig config) {
    try {
      return Stores.open(config, clock);
    } catch (RuntimeException e) {
      await(vertx.close());
      throw e;
    }
  }

  private static Sizes sizes(Configuration configuration) {
    long streams =
        configuration.channels().stream()
            .filter(channel -> channel.keep() == Keep.EVERY_CHANGE)
            .count();
    return Sizes.of(
        Runtime.getRuntime().maxMemory(), (int) streams, configuration.gateway().store().cache());
  }

  private IntakeVerticle intake(GatewayConfig config, CatalogLoader loader) {
    int prefetch = Plans.prefetch(config);
    Intake decisions = new Intake(catalog, config.owners(), store.head(), prefetch);
    Map<String, byte[]> epochs = store.settings(Retakes.EPOCH);
    for (SourceConfig source : config.sources()) {
      byte[] epoch = epochs.get(source.name());
      decisions.addSource(
          source.name(),
          source.versionFrom(),
          epoch == null ? 0 : ByteBuffer.wrap(epoch).getLong());
    }
    loader.remember(decisions, decisions.remembered());
    CatalogCheckpoint checkpoint =
        new CatalogCheckpoint(catalog, contents, CheckpointPace.CATALOG, loader.checkpoint());
    catalog.forEach(
        entry -> {
          if (entry.facts().stream().anyMatch(fact -> fact.position() > checkpoint.durable())) {
            checkpoint.changed(entry);
          }
        });
    loader.confirmed().forEach(index -> checkpoint.confirmed(catalog.get(index)));
    return new IntakeVerticle(
        decisions, catalog, contents, checkpoint, store, clock, this::announce, meters, tracing);
  }

  private Tracing tracing(TraceSettings settings) {
    Tracing traces =
        Tracing.to(settings, Plans.exchanges(configuration.gateway()), catalog, store.head());
    meters.counter("sluice.traces.lost", "Spans that no collector got", traces::lost);
    return traces;
  }

  private void announce(List<JournaledEvent> batch, Runnable heard) {
    recent.announced(batch);
    channels.announce(batch, heard);
  }

  private ChannelVerticle channel(
      ChannelConfig config,
      ChannelPlan plan,
      Account account,
      @Nullable ChannelVerticle before,
      boolean insists) {
    StoredChannels stored = new StoredChannels(store);
    ChannelVerticle.Parts parts =
        new ChannelVerticle.Parts(
            store,
            catalog,
            contents,
            events,
            recent,
            time,
            credentials,
            budgets,
            meters,
            attempts,
            configuration.gateway().log(),
            tracing,
            starts::progressed);
    return new ChannelVerticle(
        config,
        plan,
        parts,
        before,
        insists,
        (effects, ran) -> {
          long head = intake.head();
          long checkpointed = stored.checkpoint(config.id());
          Channel channel =
              readable(
                  storeName,
                  () ->
                      ChannelStart.open(
                          plan,
                          catalog,
                          contents,
                          stored.read(config.id(), head),
                          effects,
                          account,
                          Gateway::jitter,
                          ran,
                          clock.millis()));
          if (!insists && starts.holdFirst()) {
            channel.holdFirst();
          }
          if (ran == null) {
            approvals.hold(config, channel);
          }
          return new ChannelVerticle.Opened(channel, checkpointed);
        });
  }

  /** A channel that has another name now gets what is known of it, as soon as the store lets it. */
  private Future<Void> prepare(ChannelConfig config) {
    if (config.was() == null) {
      return Future.succeededFuture();
    }
    // What the one before submitted last is to be there.
    return Stored.in(store)
        .compose(any -> vertx.executeBlocking(() -> kept.takeOver(config), false))
        .<Void>mapEmpty()
        .recover(
            problem -> {
              LOG.warn("Channel {} cannot take over yet and tries again", config.id(), problem);
              Promise<Void> later = Promise.promise();
              vertx.setTimer(AGAIN_MS, any -> later.complete());
              return later.future().compose(any -> prepare(config));
            });
  }

  private static long jitter(long longestMs) {
    return ThreadLocalRandom.current().nextLong(longestMs + 1);
  }

  /** What is in the store, and what waits. Blocks. */
  Holdings holdings() {
    store.lookAtDisk();
    StoreStatus status = store.status();
    return new Holdings(
        status.diskBytes(),
        status.usableBytes(),
        catalog.size(),
        store.head(),
        await(operations.all().channels().channels()));
  }

  /** What its API offers, without the detour. */
  public Operations operations() {
    return operations.all();
  }

  /** Reads the configuration's files now; what came of it is told in the log. */
  public void reload() {
    reloads.reload();
  }

  /** Everything measured, as {@code /metrics} tells it. */
  public String metrics() {
    gauges.follow();
    return meters.scrape();
  }

  /** The port the API listens on. */
  public int port() {
    return api.port();
  }

  /** The port that a source of kind webhook listens on. */
  public int port(String source) {
    return webhooks.stream()
        .filter(each -> each.source().equals(source))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no webhook " + source))
        .port();
  }

  /**
   * Stops taking, lets what is in flight end within {@code shutdown.wait_at_most}, commits, lets go
   * of everything.
   */
  @Override
  public void close() {
    LOG.info("Stopping: sources first, then what is in flight");
    sources.forEach(EventSource::stop);
    housekeeping.stop();
    reloads.stop();
    operations.close();
    channels.stop();
    try {
      List<Future<Void>> drains = channels.all().stream().map(ChannelVerticle::drain).toList();
      await(Future.all(drains), configuration.gateway().shutdownWait());
    } catch (IllegalStateException late) {
      LOG.warn("Calls in flight did not end in time; they are repeated with the same keys");
    }
    starts.progressed();
    try {
      await(intake.settled(), SETTLED_AT_MOST);
    } catch (IllegalStateException late) {
      LOG.warn("The store does not commit; what was not acknowledged comes again");
    }
    sources.forEach(EventSource::close);
    await(operations.stop());
    try {
      closeVertx();
      attempts.close();
      closeTracing();
    } finally {
      store.close();
    }
    LOG.info("Stopped");
  }

  /** Whoever could begin something ends first, and what runs on workers may end too. */
  private void closeVertx() {
    List<Future<Void>> undeployed = vertx.deploymentIDs().stream().map(vertx::undeploy).toList();
    await(Future.join(undeployed).otherwiseEmpty());
    if (!await(Workers.idle(vertx, SETTLED_AT_MOST))) {
      LOG.warn("Reads of the store did not end in time and are broken off");
    }
    await(vertx.close());
  }

  private void closeTracing() {
    if (tracing != null) {
      tracing.close();
    }
  }

  private static <T> T await(Future<T> future) {
    return await(future, STEP_AT_MOST);
  }

  private static <T> T await(Future<T> future, Duration atMost) {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new IllegalStateException("not done after " + atMost, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
