package io.sluice.adapter.amazon;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.RemoteIds;
import io.sluice.adapter.wire.JsonTree;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpMethod;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Submits a call listing by listing: a few at a time, one request at a time for one listing. */
final class DirectSubmissions {
  private static final int AT_ONCE = 4;

  private final SellingPartnerApi api;
  private final ListingPaths paths;
  private final ListingSearch search;
  private final InstantSource clock;

  DirectSubmissions(
      SellingPartnerApi api, ListingPaths paths, ListingSearch search, InstantSource clock) {
    this.api = api;
    this.paths = paths;
    this.search = search;
    this.clock = clock;
  }

  /**
   * Completes when every submission has its outcome.
   *
   * @param listings of the work
   */
  Future<Void> run(List<CallWork.OfListing> listings, CallWork work, Patience patience) {
    return new Run(listings, work, patience).start();
  }

  /** One call. */
  private final class Run {
    private final CallWork work;
    private final Patience patience;
    private final Deque<CallWork.OfListing> waiting;
    private final Map<String, Map<String, String>> learned = new HashMap<>();
    private final Promise<Void> ended = Promise.promise();
    private int running;
    private boolean beginning;
    private @Nullable Outcome stop;

    Run(List<CallWork.OfListing> listings, CallWork work, Patience patience) {
      this.work = work;
      this.patience = patience;
      this.waiting = new ArrayDeque<>(listings);
    }

    Future<Void> start() {
      next();
      return ended.future().compose(any -> remember());
    }

    private void next() {
      if (beginning) {
        // Something ended at once: the loop below goes on with the next.
        return;
      }
      beginning = true;
      while (running < AT_ONCE && !waiting.isEmpty()) {
        running++;
        listing(waiting.removeFirst())
            .onComplete(
                any -> {
                  running--;
                  next();
                });
      }
      beginning = false;
      if (running == 0) {
        ended.tryComplete();
      }
    }

    private Future<Void> remember() {
      if (learned.isEmpty()) {
        return Future.succeededFuture();
      }
      Map<String, Map<String, String>> some = new HashMap<>();
      for (String sku : List.copyOf(learned.keySet())) {
        if (some.size() < RemoteIds.AT_MOST) {
          some.put(sku, learned.remove(sku));
        }
      }
      return search.remember(some).compose(any -> remember());
    }

    private Future<Void> listing(CallWork.OfListing listing) {
      Submission product = listing.product();
      if (product == null) {
        return offers(listing);
      }
      return submit(product)
          .compose(
              outcome -> {
                work.end(product, outcome);
                if (!listing.creates() || outcome instanceof Outcome.Accepted) {
                  return offers(listing);
                }
                Outcome waits = new Outcome.NotListed("its listing was not created");
                listing.offers().forEach(each -> work.end(each, waits));
                return Future.succeededFuture();
              });
    }

    /** Stock and price of a listing as one request; refused together, each goes alone. */
    private Future<Void> offers(CallWork.OfListing listing) {
      List<Submission> offers = listing.offers();
      if (offers.isEmpty()) {
        return Future.succeededFuture();
      }
      Submission all = offers.stream().reduce(Submission::with).orElseThrow();
      return submit(all)
          .compose(
              outcome -> {
                if (offers.size() > 1 && outcome instanceof Outcome.Rejected) {
                  return alone(offers, 0);
                }
                work.end(all, outcome);
                return Future.succeededFuture();
              });
    }

    private Future<Void> alone(List<Submission> offers, int next) {
      if (next == offers.size()) {
        return Future.succeededFuture();
      }
      Submission offer = offers.get(next);
      return submit(offer)
          .compose(
              outcome -> {
                work.end(offer, outcome);
                return alone(offers, next + 1);
              });
    }

    private Future<Outcome> submit(Submission submission) {
      Outcome stopped = stop;
      if (stopped != null) {
        return Future.succeededFuture(stopped);
      }
      Operation operation = operation(submission.kind());
      boolean deletes = submission.kind() == Submission.Kind.DELETE;
      byte[] body = deletes ? null : JsonTree.bytes(submission.body());
      work.begins(submission);
      return api.ask(
              operation,
              method(submission.kind()),
              paths.submission(submission.sku()),
              body,
              patience)
          .map(reply -> outcome(submission, reply));
    }

    private Outcome outcome(Submission submission, Reply reply) {
      if (reply instanceof Reply.Bad bad) {
        boolean saysSo = bad.status() == 404 && bad.why() instanceof Outcome.Rejected;
        Outcome outcome = saysSo ? notFound(submission, bad) : bad.why();
        stopAfter(outcome);
        return outcome;
      }
      Outcome outcome = Answers.submission((Reply.Fine) reply, api.token());
      if (outcome instanceof Outcome.Accepted) {
        learn(submission);
      }
      return outcome;
    }

    private Outcome notFound(Submission submission, Reply.Bad bad) {
      if (submission.kind() == Submission.Kind.CREATE) {
        return bad.why();
      }
      learned.put(submission.sku(), Map.of());
      return submission.kind() == Submission.Kind.DELETE
          ? Outcome.Accepted.PLAIN
          : new Outcome.NotListed("Amazon does not find it any more");
    }

    /** What is wrong with the way there holds for everything that has not been sent. */
    private void stopAfter(Outcome outcome) {
      if (outcome instanceof Outcome.Unauthorized refused && refused.scope() == Scope.CHANNEL
          || outcome instanceof Outcome.Gone) {
        stop = outcome;
      } else if (outcome instanceof Outcome.Unreachable
          || (outcome instanceof Outcome.Unknown unknown && unknown.transport())) {
        stop = new Outcome.Deferred(clock.instant().plusSeconds(1), Scope.ITEM, "was not sent yet");
      }
    }

    private void learn(Submission submission) {
      switch (submission.kind()) {
        case CREATE ->
            learned.put(submission.sku(), new KnownListing(submission.productType(), null).ids());
        case DELETE -> learned.put(submission.sku(), Map.of());
        default -> {
          if (submission.fulfillment() != null) {
            learned.put(
                submission.sku(),
                new KnownListing(submission.productType(), submission.fulfillment()).ids());
          }
        }
      }
    }
  }

  static Operation operation(Submission.Kind kind) {
    return switch (kind) {
      case CREATE -> Operation.PUT_ITEM;
      case CHANGE -> Operation.PATCH_ITEM;
      case DELETE -> Operation.DELETE_ITEM;
    };
  }

  static HttpMethod method(Submission.Kind kind) {
    return switch (kind) {
      case CREATE -> HttpMethod.PUT;
      case CHANGE -> HttpMethod.PATCH;
      case DELETE -> HttpMethod.DELETE;
    };
  }
}
