package io.sluice.adapter.bol;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.JsonTree;
import io.sluice.adapter.wire.PathSegment;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the file of all offers, fetches it and reads it. One is fetched at a time, for as long
 * as it takes, and is there for all who ask for it until nobody did for a while. It is read on
 * worker threads: there may be some hundred thousand rows. Owned by one connection and its context.
 */
final class BolExports {
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final BolApi api;
  private final Vertx vertx;
  private final Duration patience;
  private @Nullable Download download;
  private long timer = -1;

  /**
   * @param patience how long who asks for a file waits for it
   */
  BolExports(BolApi api, Vertx vertx, Duration patience) {
    this.api = api;
    this.vertx = vertx;
    this.patience = patience;
  }

  private record Download(String report, Future<Fetched> ended) {}

  /**
   * @param processStatus that tells when it is there, null where it was not asked for
   * @param why it was not, null where it was
   */
  record Requested(@Nullable String processStatus, @Nullable Outcome why) {}

  Future<Requested> request() {
    return api.call(Operation.REQUEST_EXPORT, "", JsonTree.bytes(Map.of("format", "CSV")))
        .map(
            called -> {
              if (called instanceof Called.Failed failed) {
                return new Requested(null, failed.why());
              }
              byte[] body = ((Called.Answered) called).answer().body();
              ProcessStatus status = ProcessStatus.read(BolJson.object(body));
              return status == null
                  ? new Requested(null, new Outcome.Unknown("answer without a status", false))
                  : new Requested(status.id(), null);
            });
  }

  Future<Fetched> fetch(String report) {
    Download last = download;
    if (last == null || (!last.report().equals(report) && last.ended().isComplete())) {
      last = begin(report);
    } else if (!last.report().equals(report)) {
      return Future.succeededFuture(new Fetched.Underway());
    }
    vertx.cancelTimer(timer);
    timer = vertx.setTimer(IDLE.toMillis(), id -> letGo());
    return api.within(last.ended(), patience, Fetched.Underway::new);
  }

  private Download begin(String report) {
    Download begun = new Download(report, get(report));
    download = begun;
    begun
        .ended()
        .onComplete(
            done -> {
              if (download == begun && !(done.result() instanceof Fetched.File)) {
                download = null;
              }
            });
    return begun;
  }

  private Future<Fetched> get(String report) {
    String id = PathSegment.encode(report).orElse("");
    if (id.isEmpty()) {
      return Future.succeededFuture(
          new Fetched.Untold(new Outcome.Gone("bol gave the export no id")));
    }
    return api.call(Operation.GET_EXPORT, id, null)
        .compose(
            called ->
                called instanceof Called.Failed failed
                    ? Future.succeededFuture(refused(failed))
                    : read(((Called.Answered) called).answer().body()));
  }

  private static Fetched refused(Called.Failed failed) {
    if (failed.isNotFound()) {
      return new Fetched.Missing();
    }
    return failed.tooLong()
        ? new Fetched.Unreadable("the file of all offers is longer than export_at_most")
        : new Fetched.Untold(failed.why());
  }

  private Future<Fetched> read(byte[] csv) {
    return vertx
        .<Fetched>executeBlocking(() -> new Fetched.File(new OfferExport(csv)), false)
        .recover(
            failure ->
                failure instanceof OfferExport.Unreadable
                    ? Future.succeededFuture(
                        new Fetched.Unreadable(String.valueOf(failure.getMessage())))
                    : Future.failedFuture(failure));
  }

  /** The first row of each reference. */
  Future<Map<String, OfferExport.Row>> find(OfferExport export, Set<String> references) {
    return vertx.executeBlocking(() -> export.find(references), false);
  }

  /**
   * @param from where the page before ended, 0 for the first
   */
  Future<OfferExport.Page> page(OfferExport export, int from, int atMost) {
    return vertx.executeBlocking(() -> export.page(from, atMost), false);
  }

  /** Which of these ids of offers it has. */
  Future<Set<String>> among(OfferExport export, Set<String> offerIds) {
    return vertx.executeBlocking(() -> export.among(offerIds), false);
  }

  /** Nobody asks for this file any more. */
  void letGo(String report) {
    if (download != null && download.report().equals(report)) {
      letGo();
    }
  }

  void letGo() {
    download = null;
    vertx.cancelTimer(timer);
  }
}
