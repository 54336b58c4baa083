package io.sluice.adapter.amazon;

import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.wire.Exchanged;
import io.sluice.adapter.wire.JsonTree;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Submits a call as one feed: a document, its upload, the feed. */
final class FeedSubmission {
  static final String FEED_TYPE = "JSON_LISTINGS_FEED";
  static final String FEEDS = "/feeds/2021-06-30/feeds";
  static final String DOCUMENTS = "/feeds/2021-06-30/documents";

  /** "Feeds are retained for a maximum of 90 days" (feeds_2021-06-30.json). */
  static final Duration KEPT = Duration.ofDays(90);

  private final AmazonSettings settings;
  private final SellingPartnerApi api;
  private final Documents documents;
  private final FeedDoubt doubt;
  private final Vertx vertx;
  private final InstantSource clock;

  FeedSubmission(
      AmazonSettings settings,
      SellingPartnerApi api,
      Documents documents,
      FeedDoubt doubt,
      Vertx vertx,
      InstantSource clock) {
    this.settings = settings;
    this.api = api;
    this.documents = documents;
    this.doubt = doubt;
    this.vertx = vertx;
    this.clock = clock;
  }

  /** One message for each change: what is refused with a message is that change alone. */
  static List<Submission> messages(CallWork work) {
    List<Submission> messages = new ArrayList<>();
    for (CallWork.OfListing listing : work.listings()) {
      Submission product = listing.product();
      if (product != null) {
        messages.add(product);
      }
      if (listing.creates()) {
        // Nobody promises the order of two messages: the offer waits until the listing is there.
        Outcome waits = new Outcome.NotListed("its listing is created by this feed");
        listing.offers().forEach(offer -> work.end(offer, waits));
      } else {
        messages.addAll(listing.offers());
      }
    }
    return messages;
  }

  /** Completes when every submission has its outcome. The feed's own limit was taken before. */
  Future<Void> run(CallWork work, Patience patience) {
    List<Submission> messages = messages(work);
    return vertx
        .executeBlocking(() -> FeedDocument.of(messages, settings), false)
        .onFailure(e -> api.giveBack(Operation.CREATE_FEED))
        .compose(
            document -> {
              Outcome next =
                  new Outcome.Deferred(
                      clock.instant().plusSeconds(1), Scope.ITEM, "goes with the next feed");
              messages
                  .subList(document.taken().size(), messages.size())
                  .forEach(left -> work.end(left, next));
              return submit(document, work, patience);
            });
  }

  private Future<Void> submit(FeedDocument document, CallWork work, Patience patience) {
    byte[] body = JsonTree.bytes(Map.of("contentType", FeedDocument.CONTENT_TYPE));
    return api.ask(Operation.CREATE_DOCUMENT, HttpMethod.POST, DOCUMENTS, body, patience)
        .compose(
            reply -> {
              if (reply instanceof Reply.Bad bad) {
                return unsent(document, work, harmless(bad.why()));
              }
              Map<String, Object> slot = ((Reply.Fine) reply).body();
              String id = Members.text(slot, "feedDocumentId");
              String url = Members.text(slot, "url");
              return id == null || url == null
                  ? unsent(document, work, new Outcome.Unreachable("a document without an address"))
                  : upload(document, id, url, work, patience);
            });
  }

  private Future<Void> upload(
      FeedDocument document, String id, String url, CallWork work, Patience patience) {
    return documents
        .upload(url, FeedDocument.CONTENT_TYPE, document.bytes())
        .compose(
            sent -> {
              if (sent instanceof Exchanged.Forbidden forbidden) {
                return unsent(document, work, forbidden.unanswered());
              }
              boolean fine =
                  sent instanceof Exchanged.Answered answered
                      && answered.answer().status() / 100 == 2;
              return fine
                  ? create(document, id, work, patience)
                  : unsent(document, work, new Outcome.Unreachable("upload: " + sent.reason()));
            });
  }

  private Future<Void> create(
      FeedDocument document, String documentId, CallWork work, Patience patience) {
    return api.askNow(
            Operation.CREATE_FEED, HttpMethod.POST, FEEDS, body(settings, documentId), patience)
        .compose(reply -> created(document, work, reply));
  }

  static byte[] body(AmazonSettings settings, String documentId) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("feedType", FEED_TYPE);
    body.put("marketplaceIds", List.of(settings.marketplaceId()));
    body.put("inputFeedDocumentId", documentId);
    return JsonTree.bytes(body);
  }

  private Future<Void> created(FeedDocument document, CallWork work, Reply reply) {
    if (reply instanceof Reply.Bad bad) {
      boolean asksToWait = bad.why() instanceof Outcome.Deferred;
      if (bad.status() >= 500 && !asksToWait) {
        doubt.begins();
        return ended(document, work, new Outcome.Unknown("answered " + bad.status(), true));
      } else if (bad.why() instanceof Outcome.Unknown) {
        doubt.begins();
        return ended(document, work, bad.why());
      }
      return ended(
          document,
          work,
          bad.why() instanceof Outcome.Rejected refused
              ? new Outcome.Rejected(refused.code(), refused.reason(), Scope.CALL, refused.answer())
              : bad.why());
    }
    String feedId = Members.text(((Reply.Fine) reply).body(), "feedId");
    if (feedId == null || !FeedHandle.isFeedId(feedId)) {
      doubt.begins();
      return ended(document, work, new Outcome.Unknown("a feed without an id", false));
    }
    Instant now = clock.instant();
    Instant expiresAt = now.plus(KEPT);
    for (int i = 0; i < document.taken().size(); i++) {
      Submission submission = document.taken().get(i);
      boolean learns =
          submission.kind() == Submission.Kind.CREATE || submission.fulfillment() != null;
      FeedHandle handle =
          new FeedHandle(
              feedId,
              i + 1,
              expiresAt,
              submission.kind(),
              learns ? submission.productType() : null,
              submission.fulfillment(),
              submission.sku());
      work.end(
          submission,
          new Outcome.Pending(
              handle.toString(),
              now.plus(settings.feedPollEvery()),
              expiresAt,
              submission.kind() == Submission.Kind.CHANGE));
    }
    return Future.succeededFuture();
  }

  /** Before there is a feed nothing has changed, whatever happened on the way. */
  private static Outcome harmless(Outcome why) {
    return why instanceof Outcome.Unknown unknown ? new Outcome.Unreachable(unknown.reason()) : why;
  }

  /** No feed was asked for: another call may have it, one comes back in a minute only. */
  private Future<Void> unsent(FeedDocument document, CallWork work, Outcome outcome) {
    api.giveBack(Operation.CREATE_FEED);
    return ended(document, work, outcome);
  }

  private static Future<Void> ended(FeedDocument document, CallWork work, Outcome outcome) {
    document.taken().forEach(submission -> work.end(submission, outcome));
    return Future.succeededFuture();
  }

  /** Path of a feed. */
  static String feed(String feedId) {
    return FEEDS + "/" + feedId;
  }

  /** Path of a document, its id encoded. */
  static String document(String documentId) {
    return DOCUMENTS + "/" + URLEncoder.encode(documentId, StandardCharsets.UTF_8);
  }
}
