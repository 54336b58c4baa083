package io.sluice.adapter.amazon;

import io.sluice.adapter.AdapterFile;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Reached;
import io.sluice.adapter.Value;
import io.sluice.adapter.amazon.ListingMemory.Need;
import io.sluice.adapter.wire.PathSegment;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One seller's listings in one marketplace. */
final class AmazonConnection implements ChannelConnection {
  private final AmazonSettings settings;
  private final Vertx vertx;
  private final InstantSource clock;
  private final SellingPartnerApi api;
  private final Documents documents;
  private final ListingPaths paths;
  private final ListingSearch search;
  private final SubmissionWriter writer;
  private final DirectSubmissions direct;
  private final FeedDoubt doubt;
  private final UnnamedRefusals unnamed = new UnnamedRefusals();
  private final FeedSubmission feed;
  private final FeedPolls polls;
  private final ListingPages pages;

  AmazonConnection(AmazonSettings settings, ChannelContext context, AdapterFile file) {
    this.settings = settings;
    this.vertx = context.vertx();
    this.clock = context.clock();
    this.api = new SellingPartnerApi(settings, context, file);
    this.documents = new Documents(settings, vertx, clock);
    this.paths = new ListingPaths(settings);
    this.search =
        new ListingSearch(api, paths, settings.marketplaceId(), context.remoteIds(), clock);
    this.writer = new SubmissionWriter(settings);
    this.direct = new DirectSubmissions(api, paths, search, clock);
    this.doubt = new FeedDoubt(api, clock);
    this.feed = new FeedSubmission(settings, api, documents, doubt, vertx, clock);
    this.polls = new FeedPolls(settings, api, documents, search, doubt, unnamed, vertx, clock);
    this.pages = new ListingPages(settings, api, paths, search);
  }

  /** Does something that may take a while, and no longer than a call has. */
  private <T> Future<T> patiently(Function<Patience, Future<T>> work) {
    Patience patience = new Patience(settings.patience(), vertx, clock);
    return work.apply(patience).onComplete(any -> patience.end());
  }

  @Override
  public Future<List<Outcome>> deliver(ChannelCall call) {
    AtomicReference<@Nullable CallWork> begun = new AtomicReference<>();
    return patiently(
        patience ->
            deliver(call, patience, begun)
                .timeout(settings.total().toMillis(), TimeUnit.MILLISECONDS)
                .recover(
                    failure ->
                        failure instanceof TimeoutException
                            ? Future.succeededFuture(late(call, patience, begun.get()))
                            : Future.failedFuture(failure)));
  }

  /** Requests have their own time; together, with a login or two between, they took too long. */
  private List<Outcome> late(ChannelCall call, Patience patience, @Nullable CallWork begun) {
    patience.cancel();
    Outcome notYet =
        new Outcome.Deferred(
            clock.instant().plusSeconds(1), Outcome.Scope.ITEM, "was not sent yet");
    if (begun == null) {
      return Collections.nCopies(call.updates().size(), notYet);
    }
    if (begun.isFeed()) {
      doubt.begins();
    }
    return begun.outcomes(notYet);
  }

  private Future<List<Outcome>> deliver(
      ChannelCall call, Patience patience, AtomicReference<@Nullable CallWork> begun) {
    Map<String, Need> wanted = new LinkedHashMap<>();
    for (ChannelUpdate update : call.updates()) {
      if (isLookedUp(update)) {
        wanted.merge(update.sku(), need(update), Need::and);
      }
    }
    return search
        .find(wanted, patience)
        .compose(
            found -> {
              CallWork work =
                  CallWork.of(
                      call.updates(),
                      writer,
                      update -> found.known().get(update.sku()),
                      found.problems());
              begun.set(work);
              return submit(work, patience)
                  .map(any -> work.outcomes())
                  .onSuccess(outcomes -> unnamed.answered(call.updates(), outcomes));
            });
  }

  private static Need need(ChannelUpdate update) {
    // Where it was said not to be there, what is remembered is in doubt.
    if (update.facet() == Facet.PRODUCT || update.listed() == Listed.NO) {
      return Need.CONTENT;
    }
    return update.facet() == Facet.STOCK ? Need.QUANTITY : Need.PRICE;
  }

  /** To delete a listing nothing has to be known of it. */
  private boolean isLookedUp(ChannelUpdate update) {
    boolean deletes = settings.deletes() && update.value() instanceof Value.Discontinued;
    return !deletes && PathSegment.encode(update.sku()).isPresent();
  }

  /**
   * Without a feed left, as many as possible go one by one: better some now than all later. What is
   * sold out does not wait for the feed in either case.
   */
  private Future<Void> submit(CallWork work, Patience patience) {
    boolean many = work.isForFeed(settings.feedOver()) && !unnamed.hasAnyOf(work.listedSkus());
    if (many && !patience.isCancelled() && api.take(Operation.CREATE_FEED) == null) {
      List<CallWork.OfListing> ahead = work.asFeed();
      return Future.join(direct.run(ahead, work, patience), feed.run(work, patience)).mapEmpty();
    }
    return direct.run(work.listings(), work, patience);
  }

  @Override
  public Future<List<Outcome>> poll(List<String> handles) {
    return patiently(patience -> polls.poll(handles, patience));
  }

  @Override
  public Future<ListingPage> listings(@Nullable String cursor) {
    return patiently(patience -> pages.page(cursor, patience));
  }

  /** One search: it takes the login, the seller, the marketplace and the role of the app. */
  Future<Reached> look() {
    String path = paths.page(null, null, 1);
    return patiently(
            patience -> api.ask(Operation.SEARCH_ITEMS, HttpMethod.GET, path, null, patience))
        .map(AmazonConnection::reached);
  }

  private static Reached reached(Reply reply) {
    if (reply instanceof Reply.Fine fine) {
      return new Reached(
          true,
          "answers: listings in this marketplace: "
              + Math.max(0, Members.count(fine.body(), "numberOfResults")));
    }
    Outcome why = ((Reply.Bad) reply).why();
    if (why instanceof Outcome.Unauthorized unauthorized) {
      return new Reached(false, unauthorized.reason());
    } else if (why instanceof Outcome.Rejected rejected) {
      return new Reached(
          false,
          "refuses the question (%s): look at seller and marketplace".formatted(rejected.reason()));
    } else if (why instanceof Outcome.Deferred deferred) {
      return new Reached(true, "is there and asks to wait: " + deferred.reason());
    } else if (why instanceof Outcome.Unreachable unreachable) {
      return new Reached(false, unreachable.reason());
    } else if (why instanceof Outcome.Gone gone) {
      return new Reached(false, gone.reason());
    }
    return new Reached(false, "gave no answer that can be read");
  }

  @Override
  public Future<Void> close() {
    return Future.join(api.close(), documents.close()).mapEmpty();
  }
}
