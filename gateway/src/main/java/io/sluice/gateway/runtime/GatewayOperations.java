package io.sluice.gateway.runtime;

import io.sluice.gateway.alerts.Seen;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.channel.ChannelStatus;
import io.sluice.gateway.channel.Pause;
import io.sluice.gateway.channel.Rate;
import io.sluice.gateway.channel.ReadingKind;
import io.sluice.gateway.config.Backlog;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.GatewayConfig;
import io.sluice.gateway.config.SourceConfig;
import io.sluice.gateway.operations.Alerting;
import io.sluice.gateway.operations.AlertsView;
import io.sluice.gateway.operations.AttemptQuery;
import io.sluice.gateway.operations.AttemptView;
import io.sluice.gateway.operations.Audit;
import io.sluice.gateway.operations.AuditEntry;
import io.sluice.gateway.operations.AuditView;
import io.sluice.gateway.operations.BacklogEntry;
import io.sluice.gateway.operations.BackupView;
import io.sluice.gateway.operations.ChannelView;
import io.sluice.gateway.operations.Channels;
import io.sluice.gateway.operations.ConfigurationView;
import io.sluice.gateway.operations.EventQuery;
import io.sluice.gateway.operations.EventTimelineView;
import io.sluice.gateway.operations.EventTimelineView.ExplainedView;
import io.sluice.gateway.operations.EventView;
import io.sluice.gateway.operations.FactsView;
import io.sluice.gateway.operations.HealedView;
import io.sluice.gateway.operations.Held;
import io.sluice.gateway.operations.HeldAction;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldView;
import io.sluice.gateway.operations.History;
import io.sluice.gateway.operations.JobView;
import io.sluice.gateway.operations.Jobs;
import io.sluice.gateway.operations.LogLevelView;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.gateway.operations.Operations;
import io.sluice.gateway.operations.Page;
import io.sluice.gateway.operations.Posting;
import io.sluice.gateway.operations.Products;
import io.sluice.gateway.operations.Readiness;
import io.sluice.gateway.operations.ReadyView;
import io.sluice.gateway.operations.RefusedView;
import io.sluice.gateway.operations.Reloading;
import io.sluice.gateway.operations.SkuView;
import io.sluice.gateway.operations.SourceView;
import io.sluice.gateway.operations.Sources;
import io.sluice.gateway.operations.Steering;
import io.sluice.gateway.operations.TakeQuery;
import io.sluice.gateway.operations.TakenView;
import io.sluice.gateway.operations.TrendsView;
import io.sluice.gateway.operations.Upkeep;
import io.sluice.source.EventSource;
import io.sluice.source.Facet;
import io.sluice.source.SourceStatus;
import io.sluice.store.Store;
import io.sluice.store.StoreStatus;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers people from the parts of a running gateway, each asked on its own context. */
final class GatewayOperations
    implements Channels,
        Steering,
        Held,
        Jobs,
        Products,
        Sources,
        Posting,
        History,
        Audit,
        Alerting,
        Reloading,
        Upkeep,
        Readiness {
  /** Setting with a source's epoch. */
  static final String EPOCH = "source_epoch";

  private static final Logger AUDIT = LoggerFactory.getLogger("sluice.audit");
  private static final int HISTORY = 50;
  private static final Duration ALL_SEEN_WITHIN = Duration.ofSeconds(30);

  /** A request in some three hours; slower is a pause. */
  private static final double SLOWEST_RATE = 0.0001;

  private static final double FASTEST_RATE = 1_000_000;

  private final GatewayConfig config;
  private final Vertx vertx;
  private final Store store;
  private final Catalog catalog;
  private final KnownFacts known;
  private final IntakeVerticle intake;
  private final RunningChannels channels;
  private final RemovedChannels removed;
  private final Map<String, EventSource> sources = new LinkedHashMap<>();
  private final Map<String, ChannelView> seen = new ConcurrentHashMap<>();
  private final Housekeeping housekeeping;
  private final Reloads reloads;
  private final InstantSource clock;
  private final PostedEvents posted;
  private final ReplayJobs jobs;
  private final ReadingJobs readings;
  private final Retakes retakes;
  private final HeldLists held;
  private final HeldSteps steps;
  private final HeldJobs heldJobs;
  private final AllJobs allJobs;
  private final Attempts attempts;
  private final EventSearch search;
  private final Timelines timelines;
  private final AuditLog audit;
  private final IncidentLog incidents = new IncidentLog();
  private final RuleHoldPages byRules;
  private final SilentSources silent;
  private final Trends trends;
  private final SourceViews sourceViews;
  private final WorkerExecutor downloads;
  private final RecentLog recentLog = new RecentLog();
  private final Supplier<String> metrics;
  private final LogLevels logLevels = new LogLevels(new LogbackLoggers());
  private final AlertWatch alerts;
  private final Instant startedAt;

  GatewayOperations(
      GatewayConfig config,
      Vertx vertx,
      Store store,
      Catalog catalog,
      Events events,
      KnownFacts known,
      IntakeVerticle intake,
      RunningChannels channels,
      RemovedChannels removed,
      List<EventSource> sources,
      Housekeeping housekeeping,
      Reloads reloads,
      Meters meters,
      InstantSource clock) {
    this.config = config;
    this.vertx = vertx;
    this.store = store;
    this.catalog = catalog;
    this.known = known;
    this.intake = intake;
    this.channels = channels;
    this.removed = removed;
    sources.forEach(source -> this.sources.put(source.name(), source));
    this.housekeeping = housekeeping;
    this.reloads = reloads;
    this.metrics = meters::scrape;
    recentLog.begin();
    this.downloads = vertx.createSharedWorkerExecutor("downloads", 2, 2, TimeUnit.HOURS);
    this.clock = clock;
    this.posted =
        new PostedEvents(
            config.sources(),
            vertx,
            intake::post,
            housekeeping::suspendedBecause,
            catalog::isDiscontinued);
    this.jobs = new ReplayJobs(vertx, store, catalog, channels, clock);
    this.readings = new ReadingJobs(vertx, store, catalog, channels, clock);
    this.retakes = new Retakes(vertx, store, events, intake, housekeeping);
    this.held = new HeldLists(vertx, store);
    this.steps =
        new HeldSteps(new HeldDecisions(held, channels, clock), this::known, this::recorded);
    this.heldJobs = new HeldJobs(store, steps, clock);
    this.allJobs = new AllJobs(jobs.kept(), heldJobs.kept(), readings.kept());
    this.attempts = new Attempts(store);
    this.search = new EventSearch(() -> reloads.current().channels(), store, attempts);
    this.timelines =
        new Timelines(
            vertx, store, catalog, known, attempts, this::standings, this::getsEveryChange);
    this.audit = new AuditLog(vertx, store, clock);
    this.byRules =
        new RuleHoldPages(
            channels::names,
            (channel, query, from, limit) ->
                ask(channel, (core, now) -> core.heldByRules(query, from, limit, now)));
    this.silent = new SilentSources(config.sources(), this::heard, clock);
    this.sourceViews = new SourceViews(config.sources(), this.sources, posted, intake, silent);
    vertx.setPeriodic(1_000, any -> channels());
    vertx.setPeriodic(1_000, any -> silent.look());
    vertx.setPeriodic(1_000, any -> logLevels.timePassed(clock.instant()));
    this.trends = new Trends(meters::tookSinceLast);
    vertx.setPeriodic(
        1_000L * Trends.EVERY_SECONDS,
        any -> trends.step(channelNames().stream().flatMap(name -> seen(name).stream()).toList()));
    this.startedAt = clock.instant();
    this.alerts = new AlertWatch(config.alerts(), vertx, store, clock, meters, this::watched);
  }

  Operations all() {
    return new Operations(
        this, this, this, this, this, this, this, this, this, this, this, this, this);
  }

  /** Empty until each channel was looked at; one that cannot begin hides none for long. */
  private Optional<Seen> watched() {
    Collection<ChannelVerticle> all = channels.all();
    List<Seen.Channel> views = all.stream().flatMap(this::watched).toList();
    boolean wait = clock.instant().isBefore(startedAt.plus(ALL_SEEN_WITHIN));
    if (views.size() < all.size() && wait) {
      return Optional.empty();
    }
    return Optional.of(
        new Seen(
            views,
            sourceViews.silent(),
            sourceViews.disconnected(),
            housekeeping.suspendedBecause(),
            runs()));
  }

  private Stream<Seen.Channel> watched(ChannelVerticle verticle) {
    Backlog limits = verticle.configured().backlog();
    return seen(verticle.configured().id()).stream()
        .map(
            view -> new Seen.Channel(view, limits.alertOver(), limits.alertOlderThan().toMillis()));
  }

  List<String> channelNames() {
    return channels.names();
  }

  /** A channel as it was when it was last looked at, at most a second or two ago. */
  Optional<ChannelView> seen(String channel) {
    return channels.find(channel) == null
        ? Optional.empty()
        : Optional.ofNullable(seen.get(channel));
  }

  /** A source that posts is there as long as events are taken. */
  private SilentSources.Heard heard(String name) {
    long posts = posted.received(name);
    EventSource source = sources.get(name);
    if (source == null) {
      return new SilentSources.Heard(housekeeping.suspendedBecause() == null, posts);
    }
    SourceStatus status = source.status();
    boolean connected = status.state() == SourceStatus.State.CONNECTED;
    return new SilentSources.Heard(connected, status.received() + posts);
  }

  SilentSources silent() {
    return silent;
  }

  /** Why nothing is taken at the moment, or null. */
  @Nullable String suspendedBecause() {
    return housekeeping.suspendedBecause();
  }

  /** Tells nobody anything any more. */
  Future<Void> stop() {
    return alerts.stop();
  }

  /** Goes on with what a stop interrupted. */
  void resume() {
    jobs.resume();
    readings.resume();
    heldJobs.resume();
    Set<String> configured =
        config.sources().stream().map(SourceConfig::name).collect(Collectors.toSet());
    retakes.resume(configured);
  }

  @Override
  public Future<List<ChannelView>> channels() {
    // One that comes back is another one.
    seen.keySet().retainAll(channels.names());
    List<Future<ChannelView>> views = channels.all().stream().map(this::viewOrSeen).toList();
    // One that cannot begin yet, and never was seen, hides none of the others.
    return Future.join(views)
        .otherwiseEmpty()
        .map(
            any ->
                Stream.concat(
                        views.stream().filter(Future::succeeded).map(Future::result), removed())
                    .toList());
  }

  /** One that is going runs still, for a moment. */
  private Stream<ChannelView> removed() {
    return removed.views().stream().filter(view -> channels.find(view.channel()) == null);
  }

  @Override
  public Future<ChannelView> channel(String channel) {
    ChannelView gone = channels.find(channel) == null ? removed.find(channel) : null;
    return gone == null ? verticle(channel).compose(this::view) : Future.succeededFuture(gone);
  }

  @Override
  public Future<AlertsView> alerts() {
    return alerts.view();
  }

  @Override
  public Future<List<AlertsView.ReceiverView>> testAlerts(String who) {
    return alerts.test(who);
  }

  @Override
  public Future<TrendsView> trends() {
    return Future.succeededFuture(trends.view());
  }

  private Future<ChannelView> view(ChannelVerticle verticle) {
    ChannelConfig of = verticle.configured();
    return verticle.on(
        core ->
            looked(
                ChannelStatus.view(
                    core,
                    of.adapter().kind(),
                    of.backlog().alertOver(),
                    of.backlog().alertOlderThan().toMillis(),
                    clock.millis())));
  }

  /** On the channel's context, so that one look follows the other. */
  private ChannelView looked(ChannelView now) {
    ChannelView before = seen.get(now.channel());
    boolean same = before != null && before.state().equals(now.state());
    ChannelView view = same ? now.since(before.since()) : now;
    seen.put(view.channel(), view);
    incidents.compare(before, view);
    return view;
  }

  /** One that takes over a new configuration is shown as it was. */
  private Future<ChannelView> viewOrSeen(ChannelVerticle verticle) {
    ChannelView before = seen.get(verticle.configured().id());
    return view(verticle)
        .recover(
            problem ->
                before == null ? Future.failedFuture(problem) : Future.succeededFuture(before));
  }

  private Future<ChannelVerticle> verticle(String channel) {
    ChannelVerticle verticle = channels.find(channel);
    return verticle == null
        ? notFound("no channel '" + channel + "'; there are: " + channelNames())
        : Future.succeededFuture(verticle);
  }

  private <T> Future<T> ask(String channel, BiFunction<Channel, Long, T> question) {
    return verticle(channel)
        .compose(verticle -> verticle.on(core -> question.apply(core, clock.millis())));
  }

  private static <T> Future<T> notFound(String message) {
    return Future.failedFuture(new OperationException(Kind.NOT_FOUND, message));
  }

  /** Steers a channel and answers with its new state once that is durable. */
  private Future<ChannelView> steer(
      String channel, String who, String what, BiFunction<Channel, Long, Object> action) {
    return ask(channel, action)
        .compose(any -> recorded(channel))
        .compose(any -> channel(channel))
        .onSuccess(
            any ->
                AUDIT.atInfo().addKeyValue("who", who).addKeyValue("channel", channel).log(what));
  }

  /**
   * Completes when everything that a channel has decided so far is committed. A channel submits its
   * next recording only after the one on its way, so there may be two to wait for.
   */
  private Future<Void> recorded(String channel) {
    return Stored.in(store)
        .compose(any -> ask(channel, (core, now) -> core))
        .compose(any -> Stored.in(store));
  }

  private Future<Void> recorded() {
    return Future.all(channels.names().stream().map(this::recorded).toList()).mapEmpty();
  }

  /** Those that cannot be steered hinder none of the others. */
  private Future<List<ChannelView>> steerAll(
      String who, String what, BiFunction<Channel, Long, Object> action) {
    List<Future<ChannelView>> views =
        channels.names().stream().map(name -> steer(name, who, what, action)).toList();
    return Future.join(views).map(any -> views.stream().map(Future::result).toList());
  }

  private static Pause pauseOf(String who, String reason, @Nullable Instant until) {
    return new Pause(who, reason, until == null ? Long.MAX_VALUE : until.toEpochMilli());
  }

  @Override
  public Future<List<ChannelView>> pauseAll(String who, String reason, @Nullable Instant until) {
    Pause pause = pauseOf(who, reason, until);
    return steerAll(
        who,
        "pause all",
        (core, now) -> {
          core.pauseOfAll(pause, now);
          return core;
        });
  }

  @Override
  public Future<List<ChannelView>> resumeAll(String who) {
    return steerAll(
        who,
        "resume all",
        (core, now) -> {
          core.resumeOfAll(now);
          return core;
        });
  }

  @Override
  public Future<ChannelView> rate(String channel, @Nullable Double perSecond, String who) {
    return verticle(channel)
        .compose(verticle -> rateOf(verticle, perSecond, who))
        .compose(
            rate ->
                steer(
                    channel,
                    who,
                    "rate",
                    (core, now) -> {
                      core.rate(rate.orElse(null), now);
                      return core;
                    }));
  }

  private static Future<Optional<Rate>> rateOf(
      ChannelVerticle verticle, @Nullable Double perSecond, String who) {
    if (perSecond == null) {
      return Future.succeededFuture(Optional.empty());
    }
    double most = verticle.plan().requestsPerSecond();
    String problem =
        !(perSecond >= SLOWEST_RATE && perSecond <= FASTEST_RATE)
            ? "a rate is %s to %,.0f requests a second; to send nothing, pause the channel"
                .formatted(SLOWEST_RATE, FASTEST_RATE)
            : most > 0 && perSecond > most
                ? "limits.requests_per_second of channel %s is %s: a rate may only be below it"
                    .formatted(verticle.configured().id(), most)
                : null;
    return problem == null
        ? Future.succeededFuture(Optional.of(new Rate(who, perSecond)))
        : Future.failedFuture(new OperationException(Kind.INVALID, problem));
  }

  @Override
  public Future<ChannelView> pause(
      String channel, String who, String reason, @Nullable Instant until) {
    Pause pause = pauseOf(who, reason, until);
    return steer(
        channel,
        who,
        "pause",
        (core, now) -> {
          core.pause(pause, now);
          return core;
        });
  }

  @Override
  public Future<ChannelView> resume(String channel, String who) {
    return steer(
        channel,
        who,
        "resume",
        (core, now) -> {
          core.resume(now);
          return core;
        });
  }

  @Override
  public Future<ChannelView> probe(String channel, String who) {
    return steer(
        channel,
        who,
        "probe",
        (core, now) -> {
          core.probe(now);
          return core;
        });
  }

  @Override
  public Future<ChannelView> cancelResync(String channel, String who) {
    return ask(channel, (core, now) -> core.cancelResync(who, now))
        .compose(
            cancelled ->
                cancelled
                    ? steer(channel, who, "resync cancelled", (core, now) -> core)
                    : Future.failedFuture(
                        new OperationException(
                            Kind.CONFLICT, "no changed rules are being taken over")));
  }

  @Override
  public Future<ChannelView> forget(String channel, String who) {
    return reloads
        .alone(() -> removed.look(channels.names()).compose(any -> forgetRemoved(channel)))
        .onSuccess(
            any ->
                AUDIT
                    .atInfo()
                    .addKeyValue("who", who)
                    .addKeyValue("channel", channel)
                    .log("forget"));
  }

  private Future<ChannelView> forgetRemoved(String channel) {
    ChannelView gone = removed.find(channel);
    if (channels.find(channel) != null) {
      return Future.failedFuture(
          new OperationException(
              Kind.CONFLICT,
              "channel '%s' runs: take it out of channels.yaml first".formatted(channel)));
    }
    return gone == null
        ? notFound("nothing is known of a channel '" + channel + "'")
        : removed.forget(channel).map(gone);
  }

  @Override
  public Future<List<BacklogEntry>> backlog(String channel, int limit) {
    return ask(channel, (core, now) -> core.backlogHead(limit, now));
  }

  @Override
  public Future<Page<HeldView>> held(HeldQuery query, @Nullable String cursor, int limit) {
    return known(query)
        .compose(
            any ->
                RuleHoldPages.owns(cursor)
                    ? byRules.page(query, cursor, limit)
                    : held.waiting(query, cursor, limit)
                        .compose(page -> filled(page, query, limit)));
  }

  /** Rows first, then what the rules hold. */
  private Future<Page<HeldView>> filled(Page<HeldView> rows, HeldQuery query, int limit) {
    if (rows.next() != null) {
      return Future.succeededFuture(rows);
    }
    return byRules
        .page(query, RuleHoldPages.begin(), limit - rows.items().size())
        .map(
            rest ->
                new Page<>(
                    Stream.concat(rows.items().stream(), rest.items().stream()).toList(),
                    rest.next()));
  }

  @Override
  public Future<Page<HeldView>> deadLetters(HeldQuery query, @Nullable String cursor, int limit) {
    return known(query).compose(any -> held.dead(query, cursor, limit));
  }

  private Future<Void> known(HeldQuery query) {
    boolean unknown =
        query.channel() != null
            && channels.find(query.channel()) == null
            && removed.find(query.channel()) == null;
    return unknown
        ? notFound("no channel '" + query.channel() + "'; there are: " + channelNames())
        : Future.succeededFuture();
  }

  @Override
  public Future<Integer> decide(HeldAction action, HeldQuery query, String who) {
    return steps.take(action, query, who, clock.millis(), HeldDecisions.Watch.NONE);
  }

  @Override
  public Future<JobView> begin(HeldAction action, HeldQuery query, String who) {
    return heldJobs.begin(action, query, who);
  }

  @Override
  public Future<JobView> replay(String channel, Instant since, String who) {
    return verticle(channel)
        .compose(verticle -> jobs.begin(verticle, since))
        .onSuccess(
            job ->
                AUDIT
                    .atInfo()
                    .addKeyValue("who", who)
                    .addKeyValue("channel", channel)
                    .addKeyValue("since", since)
                    .log("replay"));
  }

  @Override
  public Future<JobView> adopt(String channel, boolean content, String who) {
    return read(channel, content ? ReadingKind.ADOPT_CONTENT : ReadingKind.ADOPT, who);
  }

  @Override
  public Future<JobView> reconcile(String channel, boolean dryRun, String who) {
    return read(channel, dryRun ? ReadingKind.RECONCILE_DRY_RUN : ReadingKind.RECONCILE, who);
  }

  private Future<JobView> read(String channel, ReadingKind kind, String who) {
    return verticle(channel)
        .compose(verticle -> readings.begin(verticle, kind))
        .onSuccess(
            job ->
                AUDIT
                    .atInfo()
                    .addKeyValue("who", who)
                    .addKeyValue("channel", channel)
                    .addKeyValue("kind", kind)
                    .log(kind.command()));
  }

  @Override
  public Future<JobView> job(String id) {
    return allJobs.find(id).map(Future::succeededFuture).orElseGet(() -> notFound("no job " + id));
  }

  @Override
  public Future<List<JobView>> jobs() {
    return Future.succeededFuture(allJobs.newestFirst());
  }

  @Override
  public Future<JobView> cancel(String id, String who) {
    return job(id).compose(any -> allJobs.cancel(id));
  }

  @Override
  public Future<Page<EventView>> events(EventQuery query, @Nullable String cursor, int limit) {
    return vertx.executeBlocking(() -> search.page(query, cursor, limit), false);
  }

  @Override
  public Future<EventTimelineView> event(String event) {
    return timelines.of(event);
  }

  @Override
  public Future<Page<AttemptView>> attempts(
      AttemptQuery query, @Nullable String cursor, int limit) {
    return vertx.executeBlocking(() -> attempts.page(query, cursor, limit), false);
  }

  @Override
  public Future<Page<AuditView>> audit(@Nullable String cursor, int limit) {
    return audit.page(cursor, limit);
  }

  @Override
  public Future<Void> audited(AuditEntry entry) {
    return audit.add(entry);
  }

  private boolean getsEveryChange(String channel) {
    ChannelVerticle verticle = channels.find(channel);
    return verticle != null && verticle.plan().stream();
  }

  /** Where each channel stands with a facet, in the order of the file. */
  private Future<List<SkuView.DeliveryView>> standings(CatalogEntry entry, Facet facet) {
    List<Future<SkuView.DeliveryView>> all =
        channels.names().stream()
            .map(name -> ask(name, (core, now) -> core.delivery(entry, facet, now)))
            .toList();
    return Future.all(all).map(any -> all.stream().map(Future::result).toList());
  }

  @Override
  public Future<SkuView> sku(String sku) {
    CatalogEntry entry = catalog.find(sku);
    Future<List<SkuView.EventView>> history =
        vertx.executeBlocking(() -> SkuFacts.history(store, sku, HISTORY), false);
    Future<Map<String, ExplainedView>> explained =
        vertx.executeBlocking(() -> known.explained(sku), false);
    List<Future<List<SkuView.DeliveryView>>> deliveries = new ArrayList<>();
    if (entry != null) {
      for (String channel : channels.names()) {
        deliveries.add(ask(channel, (core, now) -> deliveries(core, entry, now)));
      }
    }
    return Future.all(deliveries)
        .compose(any -> explained)
        .compose(any -> history)
        .compose(
            events -> {
              if (entry == null && events.isEmpty()) {
                return notFound("no event ever named SKU '" + sku + "'");
              }
              return Future.succeededFuture(
                  new SkuView(
                      sku,
                      entry == null ? List.of() : SkuFacts.facts(entry),
                      deliveries.stream().flatMap(each -> each.result().stream()).toList(),
                      explained.result(),
                      events));
            });
  }

  @Override
  public Future<List<String>> sample(int atMost) {
    return Future.succeededFuture(known.sample(atMost));
  }

  @Override
  public Future<Page<String>> skus(
      @Nullable Boolean discontinued, @Nullable String source, @Nullable String cursor, int limit) {
    return (source == null ? Future.succeededFuture() : configured(source))
        .map(any -> SkuPages.page(catalog, discontinued, source, cursor, limit));
  }

  @Override
  public Future<FactsView> facts(String sku) {
    return vertx.executeBlocking(() -> known.of(sku), false);
  }

  private static List<SkuView.DeliveryView> deliveries(
      Channel channel, CatalogEntry entry, long nowMs) {
    return Arrays.stream(Facet.values())
        .filter(facet -> entry.position(facet) > 0)
        .map(facet -> channel.delivery(entry, facet, nowMs))
        .toList();
  }

  @Override
  public Future<List<SourceView>> sources() {
    return intake.on(() -> sourceViews.all());
  }

  @Override
  public Future<HealedView> newEpoch(String source, String who) {
    return configured(source)
        .compose(
            config ->
                retakes.newEpoch(source).compose(count -> healed(config, who, "new-epoch", count)));
  }

  @Override
  public Future<HealedView> lowerMark(String source, String sku, String who) {
    return configured(source)
        .compose(
            config ->
                retakes
                    .lowerMark(source, sku)
                    .compose(count -> healed(config, who, "lower-mark", count)));
  }

  private Future<SourceConfig> configured(String source) {
    return config.sources().stream()
        .filter(each -> each.name().equals(source))
        .findFirst()
        .map(Future::succeededFuture)
        .orElseGet(() -> notFound("no source '" + source + "'; there are: " + sourceNames()));
  }

  private List<String> sourceNames() {
    return config.sources().stream().map(SourceConfig::name).toList();
  }

  private Future<HealedView> healed(SourceConfig config, String who, String what, int count) {
    AUDIT
        .atInfo()
        .addKeyValue("who", who)
        .addKeyValue("source", config.name())
        .addKeyValue("takenAgain", count)
        .log(what);
    return intake.on(
        () -> new HealedView(config.name(), intake.intake().epoch(config.name()), count));
  }

  @Override
  public Future<Page<RefusedView>> refused(@Nullable String cursor, int limit) {
    return held.refused(cursor, limit);
  }

  @Override
  public Future<TakenView> take(
      byte[] body, @Nullable String contentType, Map<String, String> headers, TakeQuery query) {
    return posted.take(body, contentType, headers, query);
  }

  @Override
  public Future<ConfigurationView> configuration() {
    return Future.succeededFuture(runs());
  }

  /** What runs, as of now. */
  ConfigurationView runs() {
    return reloads.view();
  }

  @Override
  public Future<ConfigurationView> reload(String who) {
    return reloads
        .reload()
        .onSuccess(
            view ->
                AUDIT
                    .atInfo()
                    .addKeyValue("who", who)
                    .addKeyValue("valid", view.valid())
                    .addKeyValue("version", view.version())
                    .log("reload"));
  }

  @Override
  public Future<ConfigurationView> approve(String version, String who) {
    return reloads.approve(version).onSuccess(any -> decided(version, who, "approve"));
  }

  @Override
  public Future<ConfigurationView> discard(String version, String who) {
    return reloads
        .discard(version)
        .onSuccess(any -> decided(version, who, "discard configuration"));
  }

  private static void decided(String version, String who, String what) {
    AUDIT.atInfo().addKeyValue("who", who).addKeyValue("version", version).log(what);
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
              new RunningBundle(all(), store, metrics, recentLog)
                  .of(
                      SupportBundle.begin(reloads.current(), reloads.read(), clock.instant()),
                      events)
                  .writeTo(out);
              return null;
            })
        .onSuccess(any -> AUDIT.atInfo().addKeyValue("who", who).log("support bundle"))
        .mapEmpty();
  }

  /** What somebody changed of this process, and not of its store, ends with the gateway. */
  void close() {
    logLevels.resetAll();
    recentLog.end();
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
    problems.addAll(sourceViews.problems());
    return Future.succeededFuture(new ReadyView(problems.isEmpty(), problems));
  }
}
