package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.intake.Verdict;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
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
  private static final long CHECKPOINT_EVERY_MS = 250;
  private static final int REFUSED_BODY_KEPT = 1 << 20;

  private final Intake intake;
  private final Catalog catalog;
  private final Contents contents;
  private final CatalogCheckpoint checkpoint;
  private final Store store;
  private final InstantSource clock;
  private final Consumer<List<JournaledEvent>> announce;
  private final Meters meters;
  private Handover handover;
  private long committedHead;
  private boolean stopped;

  /**
   * @param announce called on intake's context with each committed batch, in order
   */
  @SuppressWarnings("NullAway.Init")
  IntakeVerticle(
      Intake intake,
      Catalog catalog,
      Contents contents,
      CatalogCheckpoint checkpoint,
      Store store,
      InstantSource clock,
      Consumer<List<JournaledEvent>> announce,
      Meters meters) {
    this.intake = intake;
    this.catalog = catalog;
    this.contents = contents;
    this.checkpoint = checkpoint;
    this.store = store;
    this.clock = clock;
    this.announce = announce;
    this.meters = meters;
    this.committedHead = intake.head();
  }

  @Override
  public Future<?> start() {
    handover = new Handover(context, this::take);
    vertx.setTimer(CHECKPOINT_EVERY_MS, this::stepCheckpoint);
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

  CatalogCheckpoint checkpoint() {
    return checkpoint;
  }

  Context owner() {
    return context;
  }

  private void take(List<Received> batch) {
    take(batch, taken -> taken.forEach(each -> each.received().done().run()));
  }

  /** What became of a message. Exactly one of the two is there. */
  record Taken(Received received, @Nullable JournaledEvent event, @Nullable Refusal refusal) {}

  /**
   * Takes messages that somebody waits for; bounded by whoever asks. Completes on intake's context
   * once all of them are durable.
   */
  Future<List<Taken>> post(List<Received> batch) {
    Promise<List<Taken>> durable = Promise.promise();
    context.runOnContext(any -> take(batch, durable::complete));
    return durable.future();
  }

  private void take(List<Received> batch, Consumer<List<Taken>> durable) {
    long nowMs = clock.millis();
    List<Write> writes = new ArrayList<>(batch.size());
    List<Taken> taken = new ArrayList<>(batch.size());
    for (Received received : batch) {
      taken.add(decide(received, writes, nowMs));
    }
    store.submit(writes, () -> context.runOnContext(any -> committed(taken, durable)));
  }

  private Taken decide(Received received, List<Write> writes, long nowMs) {
    Verdict verdict =
        received
            .decoded()
            .fold(event -> intake.decide(received.source(), event, nowMs), Verdict.Refuse::new);
    if (verdict instanceof Verdict.Journal journal) {
      writes.add(new Write.Append(journal.row()));
      meters.decided(received.source(), journal.event().decision());
      return new Taken(received, journal.event(), null);
    }
    Refusal refusal = ((Verdict.Refuse) verdict).refusal();
    writes.add(new Write.PutRefused(refused(received, refusal, nowMs)));
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

  private void committed(List<Taken> taken, Consumer<List<Taken>> durable) {
    List<JournaledEvent> journaled = new ArrayList<>(taken.size());
    for (Taken each : taken) {
      JournaledEvent event = each.event();
      if (event != null) {
        journaled.add(event);
        if (event.decision() == Decision.NEW) {
          apply(event);
        }
        intake.committed(event);
        committedHead = event.position();
      }
    }
    durable.accept(taken);
    if (!journaled.isEmpty()) {
      announce.accept(journaled);
    }
  }

  private void apply(JournaledEvent event) {
    ProductEvent product = event.event();
    CatalogEntry entry = catalog.apply(event);
    checkpoint.changed(entry);
    if (product.change() instanceof Change.Product content) {
      contents.put(event.position(), content.data());
    }
  }

  private void stepCheckpoint(long timer) {
    if (stopped) {
      return;
    }
    CatalogCheckpoint.Step step = checkpoint.next(committedHead);
    if (step.isEmpty()) {
      vertx.setTimer(CHECKPOINT_EVERY_MS, this::stepCheckpoint);
      return;
    }
    vertx
        .executeBlocking(() -> checkpoint.writes(step))
        .onComplete(
            writes -> store.submit(writes, () -> context.runOnContext(any -> stepped(step))),
            problem -> {
              LOG.error("The catalog's checkpoint stands still; a start will take longer", problem);
              vertx.setTimer(60_000, this::stepCheckpoint);
            });
  }

  private void stepped(CatalogCheckpoint.Step step) {
    checkpoint.committed(step);
    vertx.setTimer(CHECKPOINT_EVERY_MS, this::stepCheckpoint);
  }
}
