package io.sluice.gateway.runtime;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.Outcome;
import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.Attempt;
import io.sluice.gateway.channel.Channel;
import io.sluice.gateway.channel.ChannelPlan;
import io.sluice.gateway.channel.CheckpointPace;
import io.sluice.gateway.channel.Effects;
import io.sluice.gateway.channel.OutcomeWords;
import io.sluice.gateway.channel.ShelfCheckpoint;
import io.sluice.gateway.channel.SpilledEvent;
import io.sluice.gateway.channel.Why;
import io.sluice.gateway.render.Content;
import io.sluice.store.HeldRow;
import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Owns one {@link Channel}, feeds it and carries out its effects. */
final class ChannelVerticle extends VerticleBase implements Effects {
  private static final Logger LOG = LoggerFactory.getLogger("sluice.attempt");
  private static final Logger PROBLEMS = LoggerFactory.getLogger(ChannelVerticle.class);
  private static final long READ_AGAIN_MS = 1_000;

  private final ChannelPlan plan;
  private final Parts parts;
  private final Function<io.vertx.core.Vertx, ChannelConnection> connect;
  private final Function<Effects, Channel> open;
  private final long checkpointed;
  private ChannelConnection connection;
  private Channel channel;
  private ShelfCheckpoint checkpoint;
  private long timer = -1;
  private long timerAt = Long.MAX_VALUE;
  private boolean stopped;
  private volatile long neededFrom;
  private @Nullable Promise<Void> drained;

  /** What all channels share. */
  record Parts(
      Store store,
      Catalog catalog,
      Contents contents,
      Events events,
      RecentEvents recent,
      InstantSource clock,
      Meters meters,
      Runnable progressed) {}

  /**
   * @param connect opens the connection, on the verticle's context
   * @param open puts the core together with its effects; reads the store, so on a worker
   * @param checkpointed outcome sequence that the stored shelf contains
   */
  @SuppressWarnings("NullAway.Init")
  ChannelVerticle(
      ChannelPlan plan,
      Parts parts,
      Function<io.vertx.core.Vertx, ChannelConnection> connect,
      Function<Effects, Channel> open,
      long checkpointed) {
    this.plan = plan;
    this.parts = parts;
    this.connect = connect;
    this.open = open;
    this.checkpointed = checkpointed;
  }

  @Override
  public Future<?> start() {
    connection = connect.apply(vertx);
    return vertx.executeBlocking(() -> open.apply(this), false).map(this::begin);
  }

  private @Nullable Void begin(Channel opened) {
    channel = opened;
    checkpoint = new ShelfCheckpoint(channel, parts.catalog(), CheckpointPace.SHELF, checkpointed);
    channel.start(parts.store().outcomeHead(), now());
    vertx.setTimer(CheckpointPace.STEP_EVERY_MS, this::stepCheckpoint);
    return null;
  }

  /** Begins nothing any more; completes when what was in flight has ended and is durable. */
  Future<Void> drain() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(
        any -> {
          channel.stop();
          drained = done;
          checkDrained();
        });
    return done.future();
  }

  private void checkDrained() {
    if (drained != null && channel.idle()) {
      drained.tryComplete();
    }
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return connection.close();
  }

  <T> Future<T> on(Function<Channel, T> question) {
    return Contexts.call(context, () -> question.apply(channel));
  }

  Context owner() {
    return context;
  }

  ChannelPlan plan() {
    return plan;
  }

  /** Outcome rows up to here are not needed for a start. Read from anywhere. */
  long checkpointedSequence() {
    return checkpoint.durableSequence();
  }

  /**
   * @param heard to be run when the channel took note, or failed to
   */
  void announce(List<JournaledEvent> batch, Runnable heard) {
    context.runOnContext(
        any -> {
          try {
            channel.announced(batch, now());
          } finally {
            heard.run();
          }
        });
  }

  private long now() {
    return parts.clock().millis();
  }

  // --- effects ----------------------------------------------------------------------------------

  @Override
  public void deliver(long call, ChannelCall request) {
    ask(
        () -> connection.deliver(request),
        request.updates().size(),
        (outcomes, now) -> channel.answered(call, outcomes, now));
  }

  @Override
  public void poll(long poll, List<String> handles) {
    ask(
        () -> connection.poll(handles),
        handles.size(),
        (outcomes, now) -> channel.polled(poll, outcomes, now));
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
              result.succeeded() ? result.result() : broken(result.cause(), items);
          // A hop, so that an answer never comes before the call has returned.
          context.runOnContext(
              any -> {
                answer.accept(outcomes, now());
                checkDrained();
              });
        });
  }

  private List<Outcome> broken(Throwable cause, int items) {
    PROBLEMS.error(
        "The adapter of channel {} failed; the updates are tried again", plan.channel(), cause);
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
              context.runOnContext(
                  any -> {
                    parts.progressed().run();
                    channel.recorded(sequence, now());
                    checkDrained();
                  });
            });
  }

  @Override
  public void readJournal(long from, int maxRows, long maxBytes) {
    List<JournaledEvent> recent = parts.recent().from(from, maxRows, maxBytes);
    if (recent.isEmpty()) {
      read(() -> page(from, maxRows, maxBytes), rows -> channel.page(rows, now()));
    } else {
      // A hop, so that an answer never comes before the call has returned.
      context.runOnContext(any -> channel.page(recent, now()));
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
        .onComplete(
            // A hop: a listener of what is complete already would run within the call that asks.
            result -> context.runOnContext(any -> took(result, question, answer)));
  }

  private <T> void took(
      AsyncResult<T> result, Callable<T> question, java.util.function.Consumer<T> answer) {
    if (result.succeeded()) {
      answer.accept(result.result());
      checkDrained();
    } else if (!stopped) {
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
      vertx.cancelTimer(timer);
    }
    timerAt = atMs;
    timer = vertx.setTimer(Math.max(1, atMs - now()), this::wake);
  }

  private void wake(long ignored) {
    timer = -1;
    timerAt = Long.MAX_VALUE;
    channel.due(now());
    checkDrained();
  }

  @Override
  public void attempted(Attempt attempt) {
    parts.meters().attempted(plan.channel(), attempt);
    boolean plain = attempt.outcome() instanceof Outcome.Accepted;
    if (plain ? LOG.isDebugEnabled() : LOG.isInfoEnabled()) {
      LOG.atLevel(plain ? Level.DEBUG : Level.INFO)
          .addKeyValue("channel", plan.channel())
          .addKeyValue("sku", attempt.sku())
          .addKeyValue("part", attempt.part())
          .addKeyValue("position", attempt.position())
          .addKeyValue("attempt", attempt.number())
          .addKeyValue("outcome", Meters.name(attempt.outcome()))
          .addKeyValue("durationMs", attempt.durationMs())
          .addKeyValue("reason", plain ? "" : OutcomeWords.reason(attempt.outcome()))
          .log("delivery attempted");
    }
  }

  /** Lowest journal position it may still read, as of a moment ago. Read from anywhere. */
  long neededFrom() {
    return neededFrom;
  }

  /** Tells the channel something, with the time. */
  void tell(BiConsumer<Channel, Long> word) {
    context.runOnContext(any -> word.accept(channel, now()));
  }

  private void stepCheckpoint(long ignored) {
    neededFrom = channel.neededFrom();
    if (!stopped) {
      checkpoint.step(parts.store().outcomeHead(), now());
      vertx.setTimer(CheckpointPace.STEP_EVERY_MS, this::stepCheckpoint);
    }
  }
}
