package io.sluice.simulator.amazon;

import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.Violations;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the Feeds API answers, and the places that documents are carried to. Not thread-safe. */
final class FeedAnswers {
  private final AmazonAccount account;
  private final Feeds feeds;
  private final Violations violations;
  private final InstantSource clock;
  private final Supplier<String> url;

  /** Where the documents are, where it is not the address of the API. */
  @Nullable String at;

  FeedAnswers(
      AmazonAccount account,
      Feeds feeds,
      Violations violations,
      InstantSource clock,
      Supplier<String> url) {
    this.account = account;
    this.feeds = feeds;
    this.violations = violations;
    this.clock = clock;
    this.url = url;
  }

  MarketAnswer answer(String operation, MarketRequest request) {
    return switch (operation) {
      case "createFeedDocument" -> createDocument(request);
      case "getFeedDocument" -> getDocument(request.segments().get(3));
      case "createFeed" -> createFeed(request);
      case "getFeeds" -> getFeeds(request);
      default -> getFeed(request.segments().get(3));
    };
  }

  private String place(Feeds.Document document) {
    return (at == null ? url.get() : at)
        + "/documents/"
        + document.id
        + "?X-Amz-Expires=300&X-Amz-Date="
        + clock.instant().getEpochSecond()
        + "&X-Amz-Signature=0123456789abcdef";
  }

  private boolean isSigned(MarketRequest request) {
    if (request.header("x-amz-access-token") != null || request.header("authorization") != null) {
      violations.add("the login was sent to a signed address");
    }
    String begun = request.query().get("X-Amz-Date");
    if (begun == null) {
      return false;
    }
    Instant end = Instant.ofEpochSecond(Long.parseLong(begun)).plus(Feeds.SLOT);
    return clock.instant().isBefore(end);
  }

  MarketAnswer upload(MarketRequest request) {
    Feeds.Document document = feeds.findDocument(request.segments().get(1));
    boolean fine =
        document != null
            && isSigned(request)
            && document.contentType.equals(request.header("content-type"));
    if (!fine) {
      return new MarketAnswer(403, Map.of("content-type", "application/xml"), new byte[0]);
    }
    document.bytes = request.body();
    return MarketAnswer.empty(200);
  }

  MarketAnswer download(MarketRequest request) {
    Feeds.Document document = feeds.findDocument(request.segments().get(1));
    if (document == null || document.bytes == null || !isSigned(request)) {
      return new MarketAnswer(403, Map.of("content-type", "application/xml"), new byte[0]);
    }
    return new MarketAnswer(200, Map.of("content-type", document.contentType), document.bytes);
  }

  private MarketAnswer createDocument(MarketRequest request) {
    Map<String, Object> body = Tree.object(request.body());
    if (body == null || !(body.get("contentType") instanceof String contentType)) {
      return AmazonMarketplace.error(400, "InvalidInput", "contentType is missing");
    }
    Feeds.Document document = feeds.document(contentType, clock.instant());
    return MarketAnswer.json(
        201, Tree.text(Map.of("feedDocumentId", document.id, "url", place(document))));
  }

  private MarketAnswer getDocument(String id) {
    Feeds.Document document = feeds.findDocument(id);
    if (document == null) {
      return AmazonMarketplace.error(404, "NotFound", "The document does not exist.");
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("feedDocumentId", document.id);
    answer.put("url", place(document));
    if (document.compressed) {
      answer.put("compressionAlgorithm", "GZIP");
    }
    return MarketAnswer.json(200, Tree.text(answer));
  }

  private MarketAnswer createFeed(MarketRequest request) {
    Map<String, Object> body = Tree.object(request.body());
    boolean fine =
        body != null
            && "JSON_LISTINGS_FEED".equals(body.get("feedType"))
            && List.of(account.marketplaceId()).equals(body.get("marketplaceIds"));
    Feeds.Feed feed =
        fine
            ? feeds.submit(String.valueOf(body.get("inputFeedDocumentId")), clock.instant())
            : null;
    return feed == null
        ? AmazonMarketplace.error(400, "InvalidInput", "The feed cannot be created.")
        : MarketAnswer.json(202, Tree.text(Map.of("feedId", feed.id)));
  }

  private MarketAnswer getFeed(String id) {
    Feeds.Feed feed = feeds.find(id);
    return feed == null
        ? AmazonMarketplace.error(404, "NotFound", "The feed does not exist.")
        : MarketAnswer.json(200, Tree.text(feed.shown(account.marketplaceId())));
  }

  private MarketAnswer getFeeds(MarketRequest request) {
    List<String> statuses = ListingAnswers.words(request.query().get("processingStatuses"));
    List<Map<String, Object>> found =
        feeds.all().stream()
            .filter(feed -> statuses.isEmpty() || statuses.contains(feed.status))
            .map(feed -> feed.shown(account.marketplaceId()))
            .toList();
    return MarketAnswer.json(200, Tree.text(Map.of("feeds", found)));
  }
}
