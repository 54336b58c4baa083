package io.sluice.adapter.bol;

import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.wire.Visible;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What bol shows, out of the file of all offers. The first page asks for the file, empty pages
 * follow until bol has made it and it has come, then the rows of it; the offers' ids are remembered
 * on the way.
 */
final class BolListings {
  private final BolConnection.Parts parts;
  private final Vertx vertx;
  private final InstantSource clock;

  BolListings(BolConnection.Parts parts, Vertx vertx, InstantSource clock) {
    this.parts = parts;
    this.vertx = vertx;
    this.clock = clock;
  }

  Future<ListingPage> page(@Nullable String cursor) {
    if (cursor == null) {
      Instant asked = clock.instant();
      return parts.exports().request().map(requested -> begun(requested, asked));
    }
    ListingCursor from = ListingCursor.parse(cursor);
    return from.rows() ? rows(from) : pause().compose(any -> look(from));
  }

  private static ListingPage begun(BolExports.Requested requested, Instant asked) {
    return requested.why() == null
        ? items(List.of(), ListingCursor.of(String.valueOf(requested.processStatus()), asked))
        : new ListingPage.Problem(requested.why());
  }

  private Future<Void> pause() {
    long half = parts.settings().wire().totalTimeout().toMillis() / 2;
    Promise<Void> over = Promise.promise();
    long wait = Math.max(1, Math.min(parts.settings().pollEvery().toMillis(), half));
    vertx.setTimer(wait, id -> over.complete());
    return over.future();
  }

  private Future<ListingPage> look(ListingCursor from) {
    return parts
        .statuses()
        .ask(List.of(from.id()))
        .compose(
            told -> {
              ProcessStatus status = told.known().get(from.id());
              Outcome why = told.unasked().get(from.id());
              if (why != null) {
                return problem(why);
              } else if (status == null) {
                return problem(new Outcome.Gone("bol no longer knows the export: begin again"));
              }
              String report = status.entityId();
              if (status.state() == ProcessStatus.State.PENDING) {
                return Future.succeededFuture(items(List.of(), from.again()));
              } else if (status.state() == ProcessStatus.State.SUCCESS && Step.isId(report)) {
                return rows(from.at(report, 0));
              }
              String said = status.error() == null ? status.state().name() : status.error();
              return problem(
                  new Outcome.Gone("bol made no file of all offers: " + Visible.line(said)));
            });
  }

  private static Future<ListingPage> problem(Outcome why) {
    return Future.succeededFuture(new ListingPage.Problem(why));
  }

  /**
   * @param next null behind the last
   */
  private static ListingPage items(List<Listing> listings, @Nullable ListingCursor next) {
    return new ListingPage.Items(listings, next == null ? null : next.toString());
  }

  private Future<ListingPage> rows(ListingCursor from) {
    return parts
        .exports()
        .fetch(from.id())
        .compose(
            fetched -> {
              if (fetched instanceof Fetched.File file) {
                return rows(file.export(), from);
              } else if (fetched instanceof Fetched.Underway) {
                return Future.succeededFuture(items(List.of(), from.again()));
              } else if (fetched instanceof Fetched.Unreadable unreadable) {
                return problem(new Outcome.Gone(unreadable.reason()));
              } else if (fetched instanceof Fetched.Untold untold) {
                return problem(untold.why());
              }
              return problem(new Outcome.Gone("bol no longer has the export: begin again"));
            });
  }

  private Future<ListingPage> rows(OfferExport export, ListingCursor from) {
    return parts
        .exports()
        .page(export, from.offset(), ListingPage.AT_MOST)
        .compose(
            page ->
                new ListedIds(parts, from.asked(), clock.instant())
                    .remember(export, page.rows())
                    .map(ours -> page(ours, page.next(), from)))
        .recover(failure -> BolIds.orNoStore(failure, () -> notStored(failure)));
  }

  private ListingPage page(List<OfferExport.Row> rows, int next, ListingCursor from) {
    List<Listing> listings = rows.stream().map(BolListings::listing).toList();
    if (next != OfferExport.END) {
      return items(listings, from.at(from.id(), next));
    }
    parts.exports().letGo(from.id());
    return items(listings, null);
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
}
