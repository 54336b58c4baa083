package io.sluice.adapter.amazon;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.ReadBack;
import io.sluice.adapter.RemoteIds;
import io.sluice.adapter.wire.Answer;
import io.sluice.adapter.wire.Exchanged;
import io.sluice.adapter.wire.Visible;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks what became of feeds: each feed once in {@code feed_poll_every}, and its report once however
 * many of its messages are asked for. A question that fails says nothing of the update: it is
 * pending still.
 */
final class FeedPolls {
  private final AmazonSettings settings;
  private final SellingPartnerApi api;
  private final Documents documents;
  private final ListingSearch search;
  private final FeedDoubt doubt;
  private final UnnamedRefusals unnamed;
  private final Vertx vertx;
  private final InstantSource clock;
  private final FeedStates states = new FeedStates();

  FeedPolls(
      AmazonSettings settings,
      SellingPartnerApi api,
      Documents documents,
      ListingSearch search,
      FeedDoubt doubt,
      UnnamedRefusals unnamed,
      Vertx vertx,
      InstantSource clock) {
    this.settings = settings;
    this.api = api;
    this.documents = documents;
    this.search = search;
    this.doubt = doubt;
    this.unnamed = unnamed;
    this.vertx = vertx;
    this.clock = clock;
  }

  Future<List<Outcome>> poll(List<String> handles, Patience patience) {
    Map<String, FeedState> standing = new HashMap<>();
    Set<String> feeds = new LinkedHashSet<>();
    List<Optional<FeedHandle>> parsed = new ArrayList<>();
    @Nullable String readBack = null;
    for (String handle : handles) {
      Optional<FeedHandle> ours = FeedHandle.parse(handle);
      ours.ifPresent(each -> feeds.add(each.feedId()));
      parsed.add(ours);
      readBack = ReadBack.find(handle) == null ? readBack : handle;
    }
    Future<@Nullable Outcome> doubtful =
        readBack == null ? Future.succeededFuture(null) : doubt.ask(readBack, patience);
    return doubtful.compose(
        unheard ->
            ask(List.copyOf(feeds), 0, standing, patience)
                .compose(any -> outcomes(handles, parsed, standing, unheard)));
  }

  private Future<Void> ask(
      List<String> feeds, int next, Map<String, FeedState> standing, Patience patience) {
    if (next == feeds.size()) {
      return Future.succeededFuture();
    }
    String feed = feeds.get(next);
    return state(feed, patience)
        .compose(
            state -> {
              states.put(feed, state);
              standing.put(feed, state);
              return ask(feeds, next + 1, standing, patience);
            });
  }

  private Future<FeedState> state(String feed, Patience patience) {
    FeedState known = states.find(feed);
    if (known != null && clock.instant().isBefore(known.pollAt())) {
      return Future.succeededFuture(known);
    } else if (known instanceof FeedState.Done done) {
      return load(done.documentId(), patience);
    }
    return api.ask(Operation.GET_FEED, HttpMethod.GET, FeedSubmission.feed(feed), null, patience)
        .compose(
            reply ->
                reply instanceof Reply.Bad bad
                    ? Future.succeededFuture(unanswered(bad))
                    : answered(((Reply.Fine) reply).body(), patience));
  }

  private FeedState unanswered(Reply.Bad bad) {
    return isUnknown(bad)
        ? new FeedState.Ended(new Outcome.Unknown("Amazon does not know the feed", false))
        : new FeedState.Running(again(bad));
  }

  private static boolean isUnknown(Reply.Bad bad) {
    // A page of somebody else says nothing of the feed, which may still run.
    return bad.why() instanceof Outcome.Rejected && (bad.status() == 404 || bad.status() == 400);
  }

  private Instant again(Reply.Bad bad) {
    return bad.why() instanceof Outcome.Deferred deferred ? deferred.until() : later();
  }

  private Instant later() {
    return clock.instant().plus(settings.feedPollEvery());
  }

  private Future<FeedState> answered(Map<String, Object> feed, Patience patience) {
    String status = String.valueOf(Members.text(feed, "processingStatus"));
    return switch (status) {
      case "DONE" -> done(Members.text(feed, "resultFeedDocumentId"), patience);
      // Some, none or all of it may have been done.
      case "FATAL" ->
          ended(new Outcome.Unknown("the feed was aborted: it is not known what was done", false));
      case "CANCELLED" -> ended(new Outcome.Unknown("the feed was cancelled", false));
      case "IN_QUEUE", "IN_PROGRESS" -> Future.succeededFuture(new FeedState.Running(later()));
      default ->
          ended(
              new Outcome.Unknown("feed status " + Visible.line(status) + " is not known", false));
    };
  }

  private static Future<FeedState> ended(Outcome outcome) {
    return Future.succeededFuture(new FeedState.Ended(outcome));
  }

  private Future<FeedState> done(@Nullable String documentId, Patience patience) {
    return documentId == null
        ? ended(new Outcome.Unknown("the feed is done and has no report", false))
        : load(documentId, patience);
  }

  /** One report in 45 s: the poll does not wait for its turn, other feeds are asked for with it. */
  private Future<FeedState> load(String documentId, Patience patience) {
    @Nullable Instant turn = api.take(Operation.GET_DOCUMENT);
    if (turn != null) {
      return Future.succeededFuture(new FeedState.Done(documentId, turn));
    }
    return api.askNow(
            Operation.GET_DOCUMENT,
            HttpMethod.GET,
            FeedSubmission.document(documentId),
            null,
            patience)
        .compose(
            reply -> {
              if (reply instanceof Reply.Bad bad) {
                return isUnknown(bad)
                    ? ended(new Outcome.Unknown("Amazon does not know the feed's report", false))
                    : Future.succeededFuture(new FeedState.Done(documentId, again(bad)));
              }
              Map<String, Object> document = ((Reply.Fine) reply).body();
              String url = Members.text(document, "url");
              boolean gzip = "GZIP".equals(Members.text(document, "compressionAlgorithm"));
              return url == null
                  ? Future.succeededFuture(new FeedState.Done(documentId, later()))
                  : documents.download(url).compose(report -> report(documentId, report, gzip));
            });
  }

  private Future<FeedState> report(String documentId, Exchanged ended, boolean gzip) {
    if (ended instanceof Exchanged.Forbidden forbidden) {
      return ended(forbidden.unanswered());
    }
    if (!(ended instanceof Exchanged.Answered answered)
        || answered.answer().status() / 100 != 2
        || answered.answer().end() == Answer.End.CUT) {
      return Future.succeededFuture(new FeedState.Done(documentId, later()));
    }
    Answer answer = answered.answer();
    if (answer.end() == Answer.End.TOO_LONG) {
      return ended(new Outcome.Unknown("the report is longer than 16 MiB", false));
    }
    return vertx.executeBlocking(() -> read(answer.body(), gzip), false);
  }

  private static FeedState read(byte[] report, boolean gzip) {
    try {
      return new FeedState.Reported(FeedReport.read(report, gzip));
    } catch (FeedReport.Unreadable e) {
      return new FeedState.Ended(new Outcome.Unknown(String.valueOf(e.getMessage()), false));
    }
  }

  private Future<List<Outcome>> outcomes(
      List<String> handles,
      List<Optional<FeedHandle>> parsed,
      Map<String, FeedState> standing,
      @Nullable Outcome unheard) {
    List<Outcome> outcomes = new ArrayList<>(handles.size());
    Map<String, Map<String, String>> learned = new HashMap<>();
    for (int i = 0; i < handles.size(); i++) {
      String text = handles.get(i);
      Optional<FeedHandle> ours = parsed.get(i);
      if (ours.isPresent()) {
        Outcome outcome = outcome(text, ours.get(), standing.get(ours.get().feedId()));
        if (outcome instanceof Outcome.Accepted) {
          learn(ours.get(), learned);
        }
        outcomes.add(outcome);
      } else if (ReadBack.find(text) != null && unheard != null) {
        outcomes.add(
            unheard instanceof Outcome.Pending pending ? pending.withHandle(text) : unheard);
      } else {
        outcomes.add(new Outcome.Unknown("not a handle of this channel", false));
      }
    }
    return remember(learned).map(outcomes);
  }

  private Future<Void> remember(Map<String, Map<String, String>> learned) {
    // At most 1,000 handles are asked for, which is as many as may be remembered at once.
    assert learned.size() <= RemoteIds.AT_MOST;
    return search.remember(learned);
  }

  private static void learn(FeedHandle handle, Map<String, Map<String, String>> learned) {
    switch (handle.kind()) {
      case CREATE -> learned.put(handle.sku(), new KnownListing(handle.productType(), null).ids());
      case DELETE -> learned.put(handle.sku(), Map.of());
      case CHANGE -> {
        if (handle.fulfillment() != null) {
          KnownListing known = new KnownListing(handle.productType(), handle.fulfillment());
          learned.put(handle.sku(), known.ids());
        }
      }
    }
  }

  private Outcome outcome(String text, FeedHandle handle, @Nullable FeedState state) {
    if (state instanceof FeedState.Reported reported) {
      Outcome outcome = reported.report().outcome(handle.messageId());
      if (outcome instanceof Outcome.Unknown) {
        unnamed.add(handle.sku());
      }
      return outcome;
    } else if (state instanceof FeedState.Ended ended) {
      return ended.outcome();
    } else if (!clock.instant().isBefore(handle.expiresAt())) {
      return new Outcome.Unknown("Amazon keeps feeds for 90 days, and this one is older", false);
    }
    Instant pollAt = state == null ? clock.instant() : state.pollAt();
    return new Outcome.Pending(text, pollAt, handle.expiresAt());
  }
}
