package io.sluice.gateway.runtime;

import io.sluice.adapter.Budgets;
import io.sluice.adapter.CallTrace;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.CredentialStore;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.Attempt;
import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.channel.CheckpointPace;
import io.sluice.gateway.channel.Effects;
import io.sluice.gateway.channel.ShelfCheckpoint;
import io.sluice.gateway.channel.SpilledEvent;
import io.sluice.gateway.channel.Why;
import io.sluice.gateway.config.ChannelConfig;
import io.sluice.gateway.config.LogSettings;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.tracing.CallSpan;
import io.sluice.gateway.tracing.Tracing;
import io.sluice.store.HeldRow;
import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns one {@link Channel}, feeds it and carries out its effects. What is announced before it has
 * begun waits, and nothing reaches it after it has stopped: then another owns the channel.
 */
final class ChannelVerticle extends VerticleBase implements Effects {
  private static final Logger PROBLEMS = LoggerFactory.getLogger(ChannelVerticle.class);
  private static final long READ_AGAIN_MS = 1_000;
  private static final long BEGUN_AT_MOST_MS = 5_000;

  /** Announced before it has begun; with more, whoever announces waits. */
  private static final long UNHEARD_BYTES = 16 << 20;

  private final ChannelConfig config;
  private final ChannelPlan plan;
  private final Parts parts;
  private final boolean insists;
  private final Opening opening;
  private final MaskedOutcomes masked;
  private final AttemptLines lines;
  private final Promise<Void> begun = Promise.promise();
  private final Queue<Announced> announced = new ConcurrentLinkedQueue<>();
  private final AtomicLong unheard = new AtomicLong();
  private volatile boolean givenUp;
  private @Nullable ChannelVerticle before;
  private Vertx timers;
  private ChannelConnection connection;
  private Channel channel;
  private ShelfCheckpoint checkpoint;
  private long timer = -1;
  private long timerAt = Long.MAX_VALUE;
  private volatile boolean stopped;
  private volatile long neededFrom;
  private @Nullable Promise<Void> drained;
  private Answering answering = Answering.NOTHING;

  /** What all channels share. */
  record Parts(
      Store store,
      Catalog catalog,
      Contents contents,
      Events events,
      RecentEvents recent,
      Time time,
      CredentialStore credentials,
      Budgets budgets,
      Meters meters,
      AttemptLog attempts,
      LogSettings log,
      @Nullable Tracing tracing,
      Runnable progressed) {}

  /** The answered call whose attempts the core tells of, in order. */
  private static final class Answering {
    static final Answering NOTHING = new Answering(List.of(), AttemptTexts.NONE, null);

    final AttemptTexts texts;
    final @Nullable CallSpan span;
    private final Iterator<ChannelUpdate> updates;

    Answering(List<ChannelUpdate> updates, AttemptTexts texts, @Nullable CallSpan span) {
      this.updates = updates.iterator();
      this.texts = texts;
      this.span = span;
    }

    void end() {
      if (span != null) {
        span.end(texts.status());
      }
    }

    /** What the channel calls the next one. */
    String sku(String ours) {
      return updates.hasNext() ? updates.next().sku() : ours;
    }
  }

  /**
   * A core, put together from the store.
   *
   * @param checkpointed outcome sequence that the stored shelf contains
   */
  record Opened(Channel channel, long checkpointed) {}

  /** Puts a core together with its effects. Reads the store, so on a worker. */
  interface Opening {
    /**
     * @param before the core that it takes over from, stopped; null: the store has all there is
     */
    Opened open(Effects effects, @Nullable Channel before);
  }

  private record Announced(List<JournaledEvent> batch, Runnable heard) {
    long bytes() {
      return batch.stream().mapToLong(event -> event.event().json().length).sum();
    }
  }

  /**
   * @param before the verticle that it takes over from, stopped when this one begins; null: none
   * @param insists whether it tries until the store lets it begin; else that fails
   */
  @SuppressWarnings("NullAway.Init")
  ChannelVerticle(
      ChannelConfig config,
      ChannelPlan plan,
      Parts parts,
      @Nullable ChannelVerticle before,
      boolean insists,
      Opening opening) {
    this.config = config;
    this.plan = plan;
    this.parts = parts;
    this.before = before;
    this.insists = insists;
    this.opening = opening;
    this.masked = new MaskedOutcomes(config.secrets());
    this.lines = new AttemptLines(config.id(), parts.log());
  }

  @Override
  public Future<?> start() {
    timers = parts.time().timers().apply(vertx);
    return insists ? insist() : open(null).map(this::begin);
  }

  /** Where a start ends with it, Vert.x lets go of the connection: twice, and the start hangs. */
  private Future<Opened> open(@Nullable Channel ran) {
    connection = config.adapter().open(config.settings(), lent());
    return vertx.executeBlocking(() -> opening.open(this, ran), false);
  }

  private ChannelContext lent() {
    return new ChannelContext(
        timers,
        parts.time().clock(),
        parts.credentials(),
        parts.budgets(),
        new StoredRemoteIds(parts.store(), vertx, config.id()));
  }

  /** Nobody else delivers to this channel any more: what is wrong has to pass. */
  private Future<@Nullable Void> insist() {
    Channel ran = before == null ? null : before.core();
    // What the one before submitted last is committed then, and may be read.
    return Stored.in(parts.store())
        .compose(any -> Contexts.call(context, this::forgetAnnounced))
        .compose(any -> open(ran).onFailure(problem -> connection.close()))
        .map(this::begin)
        .recover(this::insistAgain);
  }

  private Future<@Nullable Void> insistAgain(Throwable problem) {
    if (givenUp) {
      forgetAnnounced();
      return Future.failedFuture(problem);
    }
    PROBLEMS.warn("Channel {} cannot begin and is tried again", plan.channel(), problem);
    Promise<Void> later = Promise.promise();
    vertx.setTimer(READ_AGAIN_MS, any -> later.complete());
    return later.future().compose(any -> insist());
  }

  /** What was announced before the store and the catalog are read is in them. */
  private boolean forgetAnnounced() {
    for (Announced next = announced.poll(); next != null; next = announced.poll()) {
      unheard.addAndGet(-next.bytes());
      next.heard().run();
    }
    return true;
  }

  private @Nullable Void begin(Opened opened) {
    if (givenUp) {
      throw unavailable();
    }
    before = null;
    channel = opened.channel();
    neededFrom = channel.neededFrom();
    checkpoint =
        new ShelfCheckpoint(channel, parts.catalog(), CheckpointPace.SHELF, opened.checkpointed());
    channel.start(parts.store().outcomeHead(), now());
    vertx.setTimer(CheckpointPace.STEP_EVERY_MS, this::stepCheckpoint);
    begun.complete();
    hear();
    return null;
  }

  /**
   * Begins nothing any more; completes when what was in flight has ended and is durable. One that
   * has not begun never will.
   */
  Future<Void> drain() {
    Promise<Void> done = Promise.promise();
    if (stopped || !begun.future().isComplete()) {
      givenUp = true;
      done.complete();
    } else {
      context.runOnContext(
          any -> {
            if (drained == null) {
              drained = Promise.promise();
            }
            drained.future().onComplete(done);
            channel.stop();
            checkDrained();
          });
    }
    return done.future();
  }

  /** As {@link #stop}, where the verticle was never deployed as a whole. */
  Future<?> quit() {
    return begun.future().isComplete()
        ? Contexts.call(context, this::stop).compose(closed -> closed)
        : Future.succeededFuture();
  }

  private void checkDrained() {
    if (drained != null && channel.idle()) {
      // Nothing more reaches it: another may take over from it now.
      stopped = true;
      drained.tryComplete();
    }
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return connection.close();
  }

  /**
   * Asks the core on its context. Fails with UNAVAILABLE where it has stopped, or does not begin
   * soon.
   */
  <T> Future<T> on(Function<Channel, T> question) {
    Future<Void> there =
        begun.future().isComplete()
            ? begun.future()
            : begun.future().timeout(BEGUN_AT_MOST_MS, TimeUnit.MILLISECONDS);
    return there
        .recover(late -> Future.failedFuture(unavailable()))
        .compose(any -> Contexts.call(context, () -> question.apply(running())));
  }

  private Channel running() {
    if (stopped) {
      throw unavailable();
    }
    return channel;
  }

  private OperationException unavailable() {
    return new OperationException(
        OperationException.Kind.UNAVAILABLE,
        "channel " + plan.channel() + " takes over a new configuration: ask again");
  }

  /** The core, which nobody owns once the verticle has stopped; of one that never began its own. */
  private @Nullable Channel core() {
    if (!begun.future().isComplete()) {
      return before == null ? null : before.core();
    } else if (!stopped) {
      throw new IllegalStateException("channel " + plan.channel() + " runs");
    }
    return channel;
  }

  ChannelConfig configured() {
    return config;
  }

  ChannelPlan plan() {
    return plan;
  }

  /** Outcome rows up to here are not needed for a start. Read from anywhere. */
  long checkpointedSequence() {
    return begun.future().isComplete() ? checkpoint.durableSequence() : 0;
  }

  /**
   * Called by one thread. Before the channel has begun the batch waits; where many do, so does
   * whoever waits for it to be heard.
   *
   * @param heard to be run when the channel took note, or failed to
   */
  void announce(List<JournaledEvent> batch, Runnable heard) {
    Announced next = new Announced(batch, heard);
    boolean waits = !begun.future().isComplete();
    if (waits && unheard.addAndGet(next.bytes()) < UNHEARD_BYTES) {
      announced.add(new Announced(batch, () -> {}));
      heard.run();
    } else {
      announced.add(next);
    }
    if (begun.future().isComplete()) {
      context.runOnContext(any -> hear());
    } else if (givenUp) {
      forgetAnnounced();
    }
  }

  private void hear() {
    for (Announced next = announced.poll(); next != null; next = announced.poll()) {
      try {
        if (!stopped) {
          channel.announced(next.batch(), now());
        }
      } finally {
        next.heard().run();
      }
    }
  }

  private long now() {
    return parts.time().clock().millis();
  }

  // --- effects ----------------------------------------------------------------------------------

  @Override
  public void deliver(long call, ChannelCall request) {
    CallSpan span = span(call, request);
    CallTrace trace =
        new CallTrace(span == null || !config.sendTraceparent() ? null : span.traceparent());
    ask(
        () -> trace.run(() -> connection.deliver(request)),
        request.updates().size(),
        (outcomes, now) -> {
          answering = new Answering(request.updates(), new AttemptTexts(trace.end()), span);
          try {
            channel.answered(call, outcomes, now);
          } finally {
            answering.end();
            answering = Answering.NOTHING;
          }
        });
  }

  private @Nullable CallSpan span(long call, ChannelCall request) {
    Tracing tracing = parts.tracing();
    return tracing == null
        ? null
        : tracing.call(plan.channel(), channel.causes(call), request.id(), now());
  }

  @Override
  public void poll(long poll, List<String> handles) {
    ask(
        () -> connection.poll(masked.revealed(handles)),
        handles.size(),
        (outcomes, now) -> channel.polled(poll, outcomes, now));
  }

  @Override
  public void list(@Nullable String cursor) {
    Future<ListingPage> asked;
    try {
      asked = connection.listings(cursor);
    } catch (RuntimeException e) {
      asked = Future.failedFuture(e);
    }
    asked
        .otherwise(this::brokenPage)
        .map(masked::mask)
        .onSuccess(page -> onContext(() -> channel.listings(page, now())));
  }

  private ListingPage brokenPage(Throwable cause) {
    PROBLEMS.error(
        "The adapter of channel {} failed to read what it shows: {}",
        plan.channel(),
        maskedTrace(cause));
    return new ListingPage.Problem(new Outcome.Unknown("adapter failed: " + cause, false));
  }

  private void ask(
      Callable<Future<List<Outcome>>> request, int items, BiConsumer<List<Outcome>, Long> answer) {
    Future<List<Outcome>> asked;
    try {
      asked = request.call();
    } catch (Exception e) {
      asked = Future.failedFuture(e);
    }
    asked.onComplete(
        result -> {
          List<Outcome> outcomes =
              masked.mask(result.succeeded() ? result.result() : broken(result.cause(), items));
          onContext(() -> answer.accept(outcomes, now()));
        });
  }

  /** A hop, so that an answer never comes before the call has returned. */
  private void onContext(Runnable step) {
    context.runOnContext(
        any -> {
          if (!stopped) {
            step.run();
            checkDrained();
          }
        });
  }

  private String maskedTrace(Throwable cause) {
    StringWriter trace = new StringWriter();
    cause.printStackTrace(new PrintWriter(trace));
    return masked.mask(trace.toString());
  }

  private List<Outcome> broken(Throwable cause, int items) {
    PROBLEMS.error(
        "The adapter of channel {} failed; the updates are tried again: {}",
        plan.channel(),
        maskedTrace(cause));
    Outcome unknown = new Outcome.Unknown("adapter failed: " + cause, false);
    return java.util.Collections.nCopies(items, unknown);
  }

  @Override
  public void fetch(int key, String sku, long position) {
    read(
        () -> parts.contents().load(sku, position),
        found -> channel.fetched(key, found.orElse((Content) null), now()));
  }

  @Override
  public void record(List<Write> writes) {
    parts
        .store()
        .submit(
            writes,
            () -> {
              long sequence = parts.store().outcomeHead();
              onContext(
                  () -> {
                    parts.progressed().run();
                    channel.recorded(sequence, now());
                  });
            });
  }

  @Override
  public void readJournal(long from, int maxRows, long maxBytes) {
    List<JournaledEvent> recent = parts.recent().from(from, maxRows, maxBytes);
    if (recent.isEmpty()) {
      read(() -> page(from, maxRows, maxBytes), rows -> channel.page(rows, now()));
    } else {
      onContext(() -> channel.page(recent, now()));
    }
  }

  private List<JournaledEvent> page(long from, int maxRows, long maxBytes) {
    List<JournaledEvent> rows =
        parts.events().journaled(parts.store().journal().page(from, maxRows, maxBytes));
    parts.recent().keep(rows);
    return rows;
  }

  @Override
  public void readSpilled(int key, String sku, int limit) {
    read(
        () -> parts.store().heldOf(plan.channel(), sku, Why.SPILLED.code(), limit),
        rows -> channel.spilled(key, rows, events(rows), now()));
  }

  private List<JournaledEvent> events(List<HeldRow> rows) {
    return rows.stream().map(row -> SpilledEvent.event(row, parts.events()::decode)).toList();
  }

  /** Reads on a worker until it succeeds: while the store is away, whatever needs it waits. */
  private <T> void read(Callable<T> question, java.util.function.Consumer<T> answer) {
    vertx
        .executeBlocking(question, false)
        .onComplete(result -> onContext(() -> took(result, question, answer)));
  }

  private <T> void took(
      AsyncResult<T> result, Callable<T> question, java.util.function.Consumer<T> answer) {
    if (result.succeeded()) {
      answer.accept(result.result());
    } else {
      PROBLEMS.warn(
          "Channel {} cannot read the store and tries again", plan.channel(), result.cause());
      vertx.setTimer(READ_AGAIN_MS, again -> read(question, answer));
    }
  }

  @Override
  public void wakeAt(long atMs) {
    if (timer >= 0 && timerAt == atMs) {
      return;
    }
    if (timer >= 0) {
      timers.cancelTimer(timer);
    }
    timerAt = atMs;
    timer = timers.setTimer(Math.max(1, atMs - now()), this::wake);
  }

  private void wake(long ignored) {
    timer = -1;
    timerAt = Long.MAX_VALUE;
    if (!stopped) {
      channel.due(now());
      checkDrained();
    }
  }

  @Override
  public void decided(Attempt attempt) {
    long nowMs = now();
    parts.meters().arrived(plan.channel(), attempt);
    keep(attempt, nowMs);
    lines.decided(attempt, channel, nowMs);
  }

  private void keep(Attempt attempt, long nowMs) {
    String sku = answering.sku(attempt.sku());
    parts.attempts().add(plan.channel(), attempt, sku, answering.texts, config.secrets(), nowMs);
  }

  @Override
  public void attempted(Attempt attempt) {
    long nowMs = now();
    parts.meters().attempted(plan.channel(), attempt);
    keep(attempt, nowMs);
    lines.attempted(attempt, channel, answering.texts, answering.span, nowMs);
  }

  /** Lowest journal position it may still read, as of a moment ago. Read from anywhere. */
  long neededFrom() {
    return neededFrom;
  }

  /** Tells the channel something, with the time, once it has begun; not after it has stopped. */
  void tell(BiConsumer<Channel, Long> word) {
    begun
        .future()
        .onSuccess(
            done ->
                context.runOnContext(
                    any -> {
                      if (!stopped) {
                        word.accept(channel, now());
                      }
                    }));
  }

  private void stepCheckpoint(long ignored) {
    if (!stopped) {
      neededFrom = channel.neededFrom();
      checkpoint.step(parts.store().outcomeHead(), now());
      vertx.setTimer(CheckpointPace.STEP_EVERY_MS, this::stepCheckpoint);
    }
  }
}
