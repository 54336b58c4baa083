package io.sluice.adapter.bol;

import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.Visible;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What bol shows, out of the file of all offers. The first page asks for the file, empty pages
 * follow until bol has made it, then the rows of it; the offers' ids are remembered on the way.
 *
 * <p>Cursors: {@code status PROCESS N} while bol makes it, then {@code rows REPORT OFFSET}. The
 * file stays in memory from page to page and is fetched again where it is not there any more.
 */
final class BolListings {
  /** A file that nobody asks a page of for so long is let go. */
  private static final Duration IDLE = Duration.ofMinutes(10);

  private final BolSettings settings;
  private final Vertx vertx;
  private final InstantSource clock;
  private final BolExports exports;
  private final BolStatuses statuses;
  private final BolIds ids;
  private @Nullable OfferExport held;
  private String heldReport = "";
  private long timer = -1;

  BolListings(BolConnection.Parts parts, Vertx vertx, InstantSource clock) {
    this.settings = parts.settings();
    this.vertx = vertx;
    this.clock = clock;
    this.exports = parts.exports();
    this.statuses = parts.statuses();
    this.ids = parts.ids();
  }

  Future<ListingPage> page(@Nullable String cursor) {
    if (cursor == null) {
      return exports.request().map(this::requested);
    }
    String[] words = cursor.split(" ", 3);
    int number = Integer.parseInt(words[2]);
    return words[0].equals("status")
        ? pause().compose(any -> look(words[1], number))
        : rows(words[1], number);
  }

  private ListingPage requested(BolExports.Requested requested) {
    return requested.why() == null
        ? new ListingPage.Items(List.of(), "status " + requested.processStatus() + " 1")
        : new ListingPage.Problem(requested.why());
  }

  private Future<Void> pause() {
    long half = settings.wire().totalTimeout().toMillis() / 2;
    Promise<Void> over = Promise.promise();
    long wait = Math.max(1, Math.min(settings.pollEvery().toMillis(), half));
    vertx.setTimer(wait, id -> over.complete());
    return over.future();
  }

  private Future<ListingPage> look(String process, int number) {
    return statuses
        .ask(List.of(process))
        .compose(
            told -> {
              ProcessStatus status = told.known().get(process);
              Outcome why = told.unasked().get(process);
              if (why != null) {
                return problem(why);
              } else if (status == null) {
                return problem(new Outcome.Gone("bol no longer knows the export: begin again"));
              }
              String report = status.entityId();
              if (status.state() == ProcessStatus.State.PENDING) {
                return page(List.of(), "status %s %d".formatted(process, number + 1));
              } else if (status.state() == ProcessStatus.State.SUCCESS && Step.isId(report)) {
                return rows(report, 0);
              }
              String said = status.error() == null ? status.state().name() : status.error();
              return problem(
                  new Outcome.Gone("bol made no file of all offers: " + Visible.line(said)));
            });
  }

  private static Future<ListingPage> problem(Outcome why) {
    return Future.succeededFuture(new ListingPage.Problem(why));
  }

  private static Future<ListingPage> page(List<Listing> listings, @Nullable String next) {
    return Future.succeededFuture(new ListingPage.Items(listings, next));
  }

  private Future<ListingPage> rows(String report, int offset) {
    OfferExport here = held;
    if (here != null && heldReport.equals(report)) {
      return rows(here, report, offset);
    }
    return exports
        .fetch(report)
        .compose(
            fetched -> {
              if (fetched.export() != null) {
                hold(fetched.export(), report);
                return rows(fetched.export(), report, offset);
              } else if (fetched.status() == 404) {
                return problem(new Outcome.Gone("bol no longer has the export: begin again"));
              }
              return problem(tooLong(fetched.why()));
            });
  }

  private static Outcome tooLong(@Nullable Outcome why) {
    if (why instanceof Outcome.Unknown unknown && !unknown.transport()) {
      return new Outcome.Gone("the file of all offers is longer than export_at_most");
    }
    return why == null ? new Outcome.Unknown("no file", false) : why;
  }

  private Future<ListingPage> rows(OfferExport export, String report, int offset) {
    OfferExport.Page page = export.page(offset, ListingPage.AT_MOST);
    boolean last = page.next() == OfferExport.END;
    String next = last ? null : "rows %s %d".formatted(report, page.next());
    return remember(page.rows())
        .compose(
            any -> {
              if (last) {
                letGo();
              } else {
                hold(export, report);
              }
              return page(page.rows().stream().map(BolListings::listing).toList(), next);
            })
        .recover(failure -> BolIds.orNoStore(failure, () -> notStored(failure)));
  }

  private static ListingPage notStored(Throwable failure) {
    return new ListingPage.Problem(
        new Outcome.Unknown(String.valueOf(failure.getMessage()), false));
  }

  private static Listing listing(OfferExport.Row row) {
    return new Listing(
        row.reference(),
        !row.onHold(),
        row.stock(),
        row.price(),
        row.price() == null ? null : "EUR");
  }

  private Future<Void> remember(List<OfferExport.Row> rows) {
    Map<String, UnaryOperator<BolIds.@Nullable Offer>> changes = new HashMap<>();
    Instant now = clock.instant();
    rows.forEach(
        row -> {
          BolIds.Offer there = new BolIds.Offer(row.offerId(), true, now);
          changes.putIfAbsent(
              row.reference(),
              known -> known != null && known.id().equals(row.offerId()) ? known : there);
        });
    return ids.change(changes);
  }

  private void hold(OfferExport export, String report) {
    letGo();
    held = export;
    heldReport = report;
    timer = vertx.setTimer(IDLE.toMillis(), id -> letGo());
  }

  void letGo() {
    held = null;
    vertx.cancelTimer(timer);
  }
}
