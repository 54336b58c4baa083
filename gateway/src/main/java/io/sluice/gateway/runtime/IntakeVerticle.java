package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.channel.CheckpointPace;
import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.intake.Verdict;
import io.sluice.gateway.tracing.MessageSpan;
import io.sluice.gateway.tracing.Tracing;
import io.sluice.source.Change;
import io.sluice.source.ProductEvent;
import io.sluice.source.Received;
import io.sluice.source.Refusal;
import io.sluice.store.RefusedRow;
import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Owns {@link Intake} and writes the catalog: decides, has the store commit, then applies, answers
 * the sources and announces to the channels. One event loop of its own.
 */
final class IntakeVerticle extends VerticleBase {
  private static final Logger LOG = LoggerFactory.getLogger(IntakeVerticle.class);
  private static final long CHECKPOINT_AGAIN_MS = 5_000;
  private static final int REFUSED_BODY_KEPT = 64 << 10;

  private final Intake intake;
  private final Catalog catalog;
  private final Contents contents;
  private final CatalogCheckpoint checkpoint;
  private final Store store;
  private final InstantSource clock;
  private final Announcement announce;
  private final Meters meters;
  private final @Nullable Tracing tracing;
  private Handover handover;
  private volatile long committedHead;
  private int onTheWay;
  private boolean stopped;
  private volatile @Nullable RuntimeException failure;

  /** Tells the channels of a committed batch. */
  interface Announcement {
    /**
     * @param heard to be run, on any thread, once every channel has taken note
     */
    void accept(List<JournaledEvent> batch, Runnable heard);
  }

  /**
   * @param announce called on intake's context with each committed batch, in order
   * @param tracing null: nothing is traced
   */
  @SuppressWarnings("NullAway.Init")
  IntakeVerticle(
      Intake intake,
      Catalog catalog,
      Contents contents,
      CatalogCheckpoint checkpoint,
      Store store,
      InstantSource clock,
      Announcement announce,
      Meters meters,
      @Nullable Tracing tracing) {
    this.intake = intake;
    this.catalog = catalog;
    this.contents = contents;
    this.checkpoint = checkpoint;
    this.store = store;
    this.clock = clock;
    this.announce = announce;
    this.meters = meters;
    this.tracing = tracing;
    this.committedHead = intake.head();
  }

  @Override
  public Future<?> start() {
    handover = new Handover(context, this::take);
    vertx.setTimer(CheckpointPace.STEP_EVERY_MS, this::stepCheckpoint);
    return Future.succeededFuture();
  }

  @Override
  public Future<?> stop() {
    stopped = true;
    return Future.succeededFuture();
  }

  /** Where sources hand their messages; after the start. */
  Handover handover() {
    return handover;
  }

  /** Runs something on the context that owns intake. */
  <T> Future<T> on(Supplier<T> question) {
    return Contexts.call(context, question);
  }

  Intake intake() {
    return intake;
  }

  /** Newest position that is committed and in the catalog. Read from anywhere. */
  long head() {
    return committedHead;
  }

  CatalogCheckpoint checkpoint() {
    return checkpoint;
  }

  Context owner() {
    return context;
  }

  private void take(List<Received> batch, Runnable letGo) {
    take(batch, false, taken -> taken.forEach(each -> each.received().done().run()), letGo);
  }

  /** What became of a message. Exactly one of the two is there. */
  record Taken(Received received, @Nullable JournaledEvent event, @Nullable Refusal refusal) {}

  /**
   * Takes messages that somebody waits for; bounded by whoever asks. Completes on intake's context
   * once all of them are durable.
   *
   * @param imported from a file that says how things were, see {@link Intake#decide}
   * @param letGo to be run, on any thread, once nothing of the batch is held in memory any more:
   *     that may be long after they are durable
   */
  Future<List<Taken>> post(List<Received> batch, boolean imported, Runnable letGo) {
    Promise<List<Taken>> durable = Promise.promise();
    context.runOnContext(
        any -> {
          take(batch, imported, durable::tryComplete, letGo);
          if (failure != null) {
            durable.tryFail(failure);
          }
        });
    return durable.future();
  }

  private void take(
      List<Received> batch, boolean imported, Consumer<List<Taken>> durable, Runnable letGo) {
    attempt(
        () -> {
          long nowMs = clock.millis();
          List<Write> writes = new ArrayList<>(batch.size());
          List<Taken> taken = new ArrayList<>(batch.size());
          for (Received received : batch) {
            taken.add(decide(received, imported, writes, nowMs));
          }
          List<JournaledEvent> journaled =
              taken.stream().map(Taken::event).filter(Objects::nonNull).toList();
          Runnable answered = () -> durable.accept(taken);
          submit(
              writes,
              journaled,
              tracing == null ? answered : traced(tracing, taken, nowMs, answered),
              letGo);
        });
  }

  private static Runnable traced(
      Tracing tracing, List<Taken> taken, long sinceMs, Runnable answered) {
    Instant since = Instant.ofEpochMilli(sinceMs);
    List<MessageSpan> spans = new ArrayList<>();
    for (Taken each : taken) {
      MessageSpan span = tracing.message(each.received(), each.event(), each.refusal(), since);
      if (span != null) {
        spans.add(span);
      }
    }
    return () -> {
      answered.run();
      spans.forEach(MessageSpan::durable);
    };
  }

  /**
   * Takes events again that were judged stale; see {@link Intake#takeAgain}. Completes with how
   * many count now, once they are durable.
   */
  Future<Integer> takeAgain(List<JournaledEvent> stale, long upTo) {
    Promise<Integer> durable = Promise.promise();
    context.runOnContext(
        any ->
            attempt(
                () -> {
                  List<Write> writes = new ArrayList<>();
                  List<JournaledEvent> taken = new ArrayList<>();
                  for (JournaledEvent each : stale) {
                    Verdict.Journal verdict =
                        intake.takeAgain(each.source(), each.event(), upTo, clock.millis());
                    if (verdict != null) {
                      writes.add(new Write.Append(verdict.row()));
                      taken.add(verdict.event());
                    }
                  }
                  submit(writes, taken, () -> durable.complete(taken.size()), () -> {});
                }));
    return durable.future();
  }

  private void submit(
      List<Write> writes, List<JournaledEvent> journaled, Runnable durable, Runnable letGo) {
    onTheWay++;
    store.submit(writes, () -> context.runOnContext(any -> committed(journaled, durable, letGo)));
  }

  /**
   * INVARIANT: positions that were handed out are submitted. Where that breaks, nothing more may be
   * taken: the broker keeps what was not acknowledged, and a start begins with what is durable.
   */
  private void attempt(Runnable work) {
    if (failure != null) {
      return;
    }
    try {
      work.run();
    } catch (RuntimeException e) {
      LOG.error("Intake failed and takes nothing more: restart the gateway", e);
      failure = e;
    }
  }

  /** What ended intake, or null. Read from anywhere. */
  @Nullable RuntimeException failure() {
    return failure;
  }

  /** Completes once everything taken so far is durable and was answered. */
  Future<Void> settled() {
    Promise<Void> done = Promise.promise();
    context.runOnContext(any -> waitUntilSettled(done));
    return done.future();
  }

  private void waitUntilSettled(Promise<Void> done) {
    if (onTheWay == 0) {
      done.complete();
    } else {
      vertx.setTimer(5, again -> waitUntilSettled(done));
    }
  }

  private Taken decide(Received received, boolean imported, List<Write> writes, long nowMs) {
    Verdict verdict =
        received
            .decoded()
            .fold(
                event -> intake.decide(received.source(), event, imported, nowMs),
                Verdict.Refuse::new);
    if (verdict instanceof Verdict.Journal journal) {
      writes.add(new Write.Append(journal.row()));
      meters.decided(received.source(), journal.event());
      return new Taken(received, journal.event(), null);
    }
    Refusal refusal = ((Verdict.Refuse) verdict).refusal();
    // Who imports a file is told of each line and has it: a wrong one would push out all others.
    if (!imported) {
      writes.add(new Write.PutRefused(refused(received, refusal, nowMs)));
    }
    meters.refused(received.source(), refusal.code().toString());
    return new Taken(received, null, refusal);
  }

  private static RefusedRow refused(Received received, Refusal refusal, long nowMs) {
    byte[] body = received.raw().body();
    byte[] kept =
        body.length > REFUSED_BODY_KEPT ? java.util.Arrays.copyOf(body, REFUSED_BODY_KEPT) : body;
    return new RefusedRow(
        0,
        received.source(),
        nowMs,
        refusal.code().toString(),
        refusal.path(),
        refusal.message(),
        received.raw().contentType(),
        received.raw().headers(),
        kept,
        body.length);
  }

  private void committed(List<JournaledEvent> journaled, Runnable durable, Runnable letGo) {
    for (JournaledEvent event : journaled) {
      if (event.decision() == Decision.NEW) {
        apply(event);
      } else if (event.decision() == Decision.DUPLICATE && event.imported()) {
        confirm(event);
      }
      intake.committed(event);
      committedHead = event.position();
    }
    onTheWay--;
    if (journaled.isEmpty()) {
      letGo.run();
    } else {
      announce.accept(journaled, letGo);
    }
    durable.run();
  }

  private void apply(JournaledEvent event) {
    ProductEvent product = event.event();
    CatalogEntry entry = catalog.apply(event);
    checkpoint.changed(entry);
    if (product.change() instanceof Change.Product content) {
      contents.put(event.position(), content.data());
    }
  }

  private void confirm(JournaledEvent event) {
    CatalogEntry entry = catalog.confirm(event);
    if (entry != null) {
      checkpoint.confirmed(entry);
    }
  }

  private void stepCheckpoint(long timer) {
    if (stopped) {
      return;
    }
    CatalogCheckpoint.Step step = checkpoint.next(committedHead, clock.millis());
    if (step.isEmpty()) {
      vertx.setTimer(CheckpointPace.STEP_EVERY_MS, this::stepCheckpoint);
      return;
    }
    vertx
        .executeBlocking(() -> checkpoint.rows(step), false)
        .onComplete(
            rows ->
                store.submit(rows.writes(), () -> context.runOnContext(any -> stepped(step, rows))),
            problem -> {
              LOG.error("The catalog's checkpoint stands still; a start will take longer", problem);
              checkpoint.failed(step);
              vertx.setTimer(CHECKPOINT_AGAIN_MS, this::stepCheckpoint);
            });
  }

  private void stepped(CatalogCheckpoint.Step step, CatalogCheckpoint.Rows rows) {
    checkpoint.committed(step, rows);
    vertx.setTimer(CheckpointPace.STEP_EVERY_MS, this::stepCheckpoint);
  }
}
