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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks what became of feeds: each feed once, and its report once however many of its messages are
 * asked for. A question that fails says nothing of the update: it is pending still.
 */
final class FeedPolls {
  // Handles come a thousand at a time, so that a feed of 10,000 is asked for ten times.
  private static final int REMEMBERED = 4;

  private final AmazonSettings settings;
  private final SellingPartnerApi api;
  private final Documents documents;
  private final ListingSearch search;
  private final FeedDoubt doubt;
  private final Vertx vertx;
  private final InstantSource clock;
  private final Map<String, State> finished = new LinkedHashMap<>();

  FeedPolls(
      AmazonSettings settings,
      SellingPartnerApi api,
      Documents documents,
      ListingSearch search,
      FeedDoubt doubt,
      Vertx vertx,
      InstantSource clock) {
    this.settings = settings;
    this.api = api;
    this.documents = documents;
    this.search = search;
    this.doubt = doubt;
    this.vertx = vertx;
    this.clock = clock;
  }

  /** How a feed stands. */
  private sealed interface State {
    record Running(Instant pollAt) implements State {}

    record Reported(FeedReport report) implements State {}

    record Ended(Outcome outcome) implements State {}
  }

  Future<List<Outcome>> poll(List<String> handles, Patience patience) {
    Map<String, State> states = new HashMap<>();
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
        standing ->
            ask(List.copyOf(feeds), 0, states, patience)
                .compose(any -> outcomes(handles, parsed, states, standing)));
  }

  private Future<Void> ask(
      List<String> feeds, int next, Map<String, State> states, Patience patience) {
    if (next == feeds.size()) {
      return Future.succeededFuture();
    }
    String feed = feeds.get(next);
    return state(feed, patience)
        .compose(
            state -> {
              states.put(feed, state);
              if (!(state instanceof State.Running)) {
                remember(feed, state);
              }
              return ask(feeds, next + 1, states, patience);
            });
  }

  private void remember(String feed, State state) {
    finished.put(feed, state);
    if (finished.size() > REMEMBERED) {
      finished.remove(finished.keySet().iterator().next());
    }
  }

  private Future<State> state(String feed, Patience patience) {
    State known = finished.get(feed);
    if (known != null) {
      return Future.succeededFuture(known);
    }
    return api.ask(Operation.GET_FEED, HttpMethod.GET, FeedSubmission.feed(feed), null, patience)
        .compose(
            reply ->
                reply instanceof Reply.Bad bad
                    ? Future.succeededFuture(unanswered(bad))
                    : answered(((Reply.Fine) reply).body(), patience));
  }

  private State unanswered(Reply.Bad bad) {
    if (bad.status() == 404 || bad.status() == 400) {
      return new State.Ended(new Outcome.Unknown("Amazon does not know the feed", false));
    }
    return bad.why() instanceof Outcome.Deferred deferred
        ? new State.Running(deferred.until())
        : later();
  }

  private State later() {
    return new State.Running(clock.instant().plus(settings.feedPollEvery()));
  }

  private Future<State> answered(Map<String, Object> feed, Patience patience) {
    String status = String.valueOf(Members.text(feed, "processingStatus"));
    return switch (status) {
      case "DONE" -> done(Members.text(feed, "resultFeedDocumentId"), patience);
      // Some, none or all of it may have been done.
      case "FATAL" ->
          ended(new Outcome.Unknown("the feed was aborted: it is not known what was done", false));
      case "CANCELLED" -> ended(new Outcome.Unknown("the feed was cancelled", false));
      case "IN_QUEUE", "IN_PROGRESS" -> Future.succeededFuture(later());
      default ->
          ended(
              new Outcome.Unknown("feed status " + Visible.line(status) + " is not known", false));
    };
  }

  private static Future<State> ended(Outcome outcome) {
    return Future.succeededFuture(new State.Ended(outcome));
  }

  private Future<State> done(@Nullable String documentId, Patience patience) {
    if (documentId == null) {
      return ended(new Outcome.Unknown("the feed is done and has no report", false));
    }
    return api.ask(
            Operation.GET_DOCUMENT,
            HttpMethod.GET,
            FeedSubmission.document(documentId),
            null,
            patience)
        .compose(
            reply -> {
              if (reply instanceof Reply.Bad bad) {
                return Future.succeededFuture(unanswered(bad));
              }
              Map<String, Object> document = ((Reply.Fine) reply).body();
              String url = Members.text(document, "url");
              boolean gzip = "GZIP".equals(Members.text(document, "compressionAlgorithm"));
              return url == null
                  ? Future.succeededFuture(later())
                  : documents.download(url).compose(report -> report(report, gzip));
            });
  }

  private Future<State> report(Exchanged ended, boolean gzip) {
    if (ended instanceof Exchanged.Forbidden forbidden) {
      return ended(forbidden.unanswered());
    }
    if (!(ended instanceof Exchanged.Answered answered)
        || answered.answer().status() / 100 != 2
        || answered.answer().end() == Answer.End.CUT) {
      return Future.succeededFuture(later());
    }
    Answer answer = answered.answer();
    if (answer.end() == Answer.End.TOO_LONG) {
      return ended(new Outcome.Unknown("the report is longer than 16 MiB", false));
    }
    return vertx.executeBlocking(() -> read(answer.body(), gzip), false);
  }

  private static State read(byte[] report, boolean gzip) {
    try {
      return new State.Reported(FeedReport.read(report, gzip));
    } catch (FeedReport.Unreadable e) {
      return new State.Ended(new Outcome.Unknown(String.valueOf(e.getMessage()), false));
    }
  }

  private Future<List<Outcome>> outcomes(
      List<String> handles,
      List<Optional<FeedHandle>> parsed,
      Map<String, State> states,
      @Nullable Outcome standing) {
    List<Outcome> outcomes = new ArrayList<>(handles.size());
    Map<String, Map<String, String>> learned = new HashMap<>();
    for (int i = 0; i < handles.size(); i++) {
      String text = handles.get(i);
      Optional<FeedHandle> ours = parsed.get(i);
      if (ours.isPresent()) {
        Outcome outcome = outcome(text, ours.get(), states);
        if (outcome instanceof Outcome.Accepted) {
          learn(ours.get(), learned);
        }
        outcomes.add(outcome);
      } else if (ReadBack.find(text) != null && standing != null) {
        outcomes.add(
            standing instanceof Outcome.Pending pending ? pending.withHandle(text) : standing);
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
        // Nothing to learn: it was there before.
      }
    }
  }

  private Outcome outcome(String text, FeedHandle handle, Map<String, State> states) {
    State state = states.get(handle.feedId());
    if (state instanceof State.Reported reported) {
      return reported.report().outcome(handle.messageId());
    } else if (state instanceof State.Ended ended) {
      return ended.outcome();
    } else if (!clock.instant().isBefore(handle.expiresAt())) {
      return new Outcome.Unknown("Amazon keeps feeds for 90 days, and this one is older", false);
    }
    Instant pollAt = state instanceof State.Running running ? running.pollAt() : clock.instant();
    return new Outcome.Pending(text, pollAt, handle.expiresAt());
  }
}
