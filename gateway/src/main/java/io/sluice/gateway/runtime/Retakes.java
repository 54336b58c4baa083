package io.sluice.gateway.runtime;

import io.sluice.gateway.catalog.Decision;
import io.sluice.gateway.catalog.JournaledEvent;
import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.intake.StaleEvents;
import io.sluice.gateway.operations.OperationException;
import io.sluice.gateway.operations.OperationException.Kind;
import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import io.sluice.store.Write;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Heals a source whose versions went back. A new epoch lets whatever comes next count; what the
 * source said meanwhile was judged stale, and it may not say it again for weeks: so the newest of
 * it is taken again. A stop in between loses nothing: what is left to do is stored with the epoch.
 */
final class Retakes {
  private static final Logger LOG = LoggerFactory.getLogger(Retakes.class);

  /** Setting with the epoch of a source, by its name. */
  static final String EPOCH = "source_epoch";

  /** Setting with what a source has left to do, by its name. */
  static final String KIND = "take_again";

  private static final int PAGE_ROWS = 2_000;
  private static final long PAGE_BYTES = 4 << 20;
  private static final int PARTS_AT_MOST = 250_000;
  private static final int EVENTS_AT_ONCE = 200;
  private static final int HISTORY = 1_000;
  private static final long TRY_AGAIN_MS = 1_000;

  private final Vertx vertx;
  private final Store store;
  private final Events events;
  private final IntakeVerticle intake;
  private final Housekeeping housekeeping;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  Retakes(
      Vertx vertx, Store store, Events events, IntakeVerticle intake, Housekeeping housekeeping) {
    this.vertx = vertx;
    this.store = store;
    this.events = events;
    this.intake = intake;
    this.housekeeping = housekeeping;
  }

  /**
   * A stretch of the journal in which stale events are looked for.
   *
   * @param epoch in which they were judged
   */
  private record Stretch(String source, long epoch, long from, long to) {
    byte[] encode() {
      return ByteBuffer.allocate(3 * Long.BYTES).putLong(epoch).putLong(from).putLong(to).array();
    }

    static Stretch decode(String source, byte[] stored) {
      ByteBuffer value = ByteBuffer.wrap(stored);
      return new Stretch(source, value.getLong(), value.getLong(), value.getLong());
    }

    String reader() {
      return KIND + " " + source;
    }
  }

  /** Goes on with what a stop interrupted. */
  void resume(Set<String> sources) {
    store
        .settings(KIND)
        .forEach(
            (source, stored) -> {
              if (sources.contains(source) && running.add(source)) {
                takeAgain(Stretch.decode(source, stored));
              }
            });
  }

  /** Begins an epoch and takes again what was judged stale; completes with how many events. */
  Future<Integer> newEpoch(String source) {
    if (!running.add(source)) {
      return Future.failedFuture(
          new OperationException(
              Kind.CONFLICT, "a new epoch of source '" + source + "' is just beginning"));
    }
    Promise<Stretch> durable = Promise.promise();
    intake.on(() -> begin(source, durable)).onFailure(durable::tryFail);
    return durable.future().onFailure(any -> running.remove(source)).compose(this::takeAgain);
  }

  /** On intake's context. Rows of the new epoch follow the setting to the disk. */
  private Stretch begin(String source, Promise<Stretch> durable) {
    Intake decisions = intake.intake();
    long before = decisions.epoch(source);
    Stretch stretch = new Stretch(source, before, decisions.staleSince(source), decisions.head());
    byte[] epoch = ByteBuffer.allocate(Long.BYTES).putLong(before + 1).array();
    housekeeping.reads(stretch.reader(), stretch.from());
    store.submit(
        List.of(
            new Write.PutSetting(EPOCH, source, epoch),
            new Write.PutSetting(KIND, source, stretch.encode())),
        () -> durable.complete(stretch));
    decisions.newEpoch(source, before + 1);
    return stretch;
  }

  private Future<Integer> takeAgain(Stretch stretch) {
    housekeeping.reads(stretch.reader(), stretch.from());
    return persistently(() -> vertx.executeBlocking(() -> find(stretch), false))
        .compose(positions -> takeAgain(positions, stretch.to(), 0, 0))
        .compose(
            count -> Stored.in(store, new Write.DeleteSetting(KIND, stretch.source())).map(count))
        .onComplete(
            any -> {
              housekeeping.readsNoMore(stretch.reader());
              running.remove(stretch.source());
            });
  }

  private List<Long> find(Stretch stretch) {
    StaleEvents stale = new StaleEvents(stretch.source(), stretch.epoch(), PARTS_AT_MOST);
    long next = stretch.from();
    while (next <= stretch.to()) {
      List<JournalRow> page = store.journal().page(next, PAGE_ROWS, PAGE_BYTES);
      if (page.isEmpty()) {
        break;
      }
      page.stream().filter(row -> row.position() <= stretch.to()).forEach(stale::add);
      next = page.get(page.size() - 1).position() + 1;
    }
    return stale.positions();
  }

  private Future<Integer> takeAgain(List<Long> positions, long upTo, int from, int before) {
    if (from >= positions.size()) {
      return Future.succeededFuture(before);
    }
    int to = Math.min(positions.size(), from + EVENTS_AT_ONCE);
    List<Long> some = positions.subList(from, to);
    return persistently(() -> vertx.executeBlocking(() -> read(some), false))
        .compose(stale -> intake.takeAgain(stale, upTo))
        .compose(count -> takeAgain(positions, upTo, to, before + count));
  }

  private List<JournaledEvent> read(List<Long> positions) {
    List<JournaledEvent> found = new ArrayList<>();
    for (long position : positions) {
      store.findEvent(position).map(events::journaled).ifPresent(found::add);
    }
    return found;
  }

  /**
   * Takes the newest stale events of one SKU again, in the epoch as it is: its mark goes down to
   * their versions. Completes with how many events.
   */
  Future<Integer> lowerMark(String source, String sku) {
    // What is committed by now is in the history that is looked at.
    long upTo = intake.head();
    return intake
        .on(() -> intake.intake().epoch(source))
        .compose(epoch -> vertx.executeBlocking(() -> stale(source, epoch, sku), false))
        .compose(positions -> takeAgain(positions, upTo, 0, 0));
  }

  /**
   * Only what came after the last event of a part that counted, of the source's own, was missed.
   */
  private List<Long> stale(String source, long epoch, String sku) {
    Set<String> counted = new HashSet<>();
    List<JournalRow> missed = new ArrayList<>();
    for (JournalRow row : store.history(sku, Long.MAX_VALUE, HISTORY)) {
      if (row.decision() == Decision.NEW.code() && !Intake.isImported(row)) {
        counted.add(row.part());
      } else if (!counted.contains(row.part())) {
        missed.add(row);
      }
    }
    Collections.reverse(missed);
    StaleEvents stale = new StaleEvents(source, epoch, PARTS_AT_MOST);
    missed.forEach(stale::add);
    return stale.positions();
  }

  /** Tries until it succeeds: the store may be away for a while. */
  private <T> Future<T> persistently(Supplier<Future<T>> work) {
    return work.get()
        .recover(
            problem -> {
              LOG.warn("Taking stale events again waits for the store", problem);
              Promise<T> later = Promise.promise();
              vertx.setTimer(TRY_AGAIN_MS, any -> persistently(work).onComplete(later));
              return later.future();
            });
  }
}
