package io.sluice.simulator.amazon;

import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.Marketplace;
import io.sluice.simulator.market.RateBucket;
import io.sluice.simulator.market.TokenIssuer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in for one seller's part of one Amazon store: the API, its login at {@code
 * /auth/o2/token}, and the places that documents are carried to, all at one address. Public methods
 * may be called from any thread.
 */
public final class AmazonMarketplace extends Marketplace {
  private static final Duration TOKEN_LIFE = Duration.ofHours(1);
  private static final Map<String, double[]> LIMITS =
      Map.of(
          "patchListingsItem", new double[] {5, 5},
          "putListingsItem", new double[] {5, 10},
          "deleteListingsItem", new double[] {5, 5},
          "getListingsItem", new double[] {5, 10},
          "searchListingsItems", new double[] {5, 5},
          "createFeedDocument", new double[] {0.5, 15},
          // JSON_LISTINGS_FEED has a limit of its own: five in five minutes.
          "createFeed", new double[] {5 / 300.0, 5},
          "getFeed", new double[] {2, 15},
          "getFeeds", new double[] {0.0222, 10},
          "getFeedDocument", new double[] {0.0222, 10});

  private final AmazonAccount account;
  private final Object lock = new Object();
  private final TokenIssuer tokens;
  private final Map<String, RateBucket> buckets = new HashMap<>();
  private final Map<String, Integer> counts = new TreeMap<>();
  private final Deque<MarketAnswer> next = new ArrayDeque<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Catalogue catalogue;
  private final Feeds feeds;
  private final ListingAnswers listings;
  private boolean access = true;
  private boolean moved;
  private @Nullable String documentsAt;
  private int requests;

  public AmazonMarketplace(Vertx vertx, InstantSource clock, AmazonAccount account) {
    super(vertx, clock);
    this.account = account;
    this.tokens = new TokenIssuer(TOKEN_LIFE, false, clock);
    this.catalogue = new Catalogue(account, violations());
    this.feeds = new Feeds(account, catalogue, violations());
    this.listings = new ListingAnswers(account, catalogue, feeds);
    LIMITS.forEach(
        (operation, limit) -> buckets.put(operation, new RateBucket(limit[0], limit[1], clock)));
  }

  /** Adds a product type and the attributes that a listing of it has to have. */
  public void productType(String name, String... required) {
    synchronized (lock) {
      catalogue.productType(name, Set.of(required));
    }
  }

  /**
   * Puts a complete listing there, as a seller does by hand.
   *
   * @param fulfillment code of its channel, such as DEFAULT or AMAZON_EU; null for none yet
   */
  public void list(
      String sku,
      String productType,
      @Nullable String fulfillment,
      @Nullable Long quantity,
      @Nullable BigDecimal price) {
    synchronized (lock) {
      ListedItem item = catalogue.add(sku, productType, clock.instant());
      if (fulfillment != null) {
        Map<String, Object> availability = new LinkedHashMap<>();
        availability.put("fulfillment_channel_code", fulfillment);
        if (quantity != null) {
          availability.put("quantity", BigDecimal.valueOf(quantity));
        }
        item.replace("fulfillment_availability", List.of(availability));
      }
      if (price != null) {
        Map<String, Object> offer = new LinkedHashMap<>();
        offer.put("marketplace_id", account.marketplaceId());
        offer.put("currency", account.currency());
        offer.put(
            "our_price", List.of(Map.of("schedule", List.of(Map.of("value_with_tax", price)))));
        item.replace("purchasable_offer", List.of(offer));
      }
    }
  }

  /** Changes one member of an attribute that is there, as a seller does by hand. */
  public void set(String sku, String attribute, String member, Object value) {
    synchronized (lock) {
      ListedItem item = catalogue.find(sku);
      if (item != null) {
        item.first(attribute).put(member, value);
      }
    }
  }

  /** The first instance of an attribute as it is there; empty without one. */
  public Map<String, Object> attribute(String sku, String attribute) {
    synchronized (lock) {
      ListedItem item = catalogue.find(sku);
      return item == null ? Map.of() : new LinkedHashMap<>(item.first(attribute));
    }
  }

  /** What the store has of a SKU; null without it. */
  public @Nullable ShownListing shown(String sku) {
    synchronized (lock) {
      ListedItem item = catalogue.find(sku);
      return item == null ? null : item.shown();
    }
  }

  /** How many SKUs it has. */
  public int listings() {
    synchronized (lock) {
      return catalogue.size();
    }
  }

  /** From now on refuses what is submitted for a SKU, with this issue. */
  public void refuse(String sku, String code, String message, @Nullable String attribute) {
    synchronized (lock) {
      catalogue.refuse(sku, new Submitted.Issue(code, message, attribute, "INVALID_ATTRIBUTE"));
    }
  }

  /** From now on answers 400 to requests for a SKU by itself. */
  public void refuseRequests(String sku) {
    synchronized (lock) {
      unreadable.add(sku);
    }
  }

  /** Answers the next request that changes something with this, once. */
  public void answerNext(MarketAnswer answer) {
    synchronized (lock) {
      next.add(answer);
    }
  }

  /** From now on everything but the login is somewhere else. */
  public void move() {
    synchronized (lock) {
      moved = true;
    }
  }

  /** Where it says that documents are carried to, without a slash at the end: a way to itself. */
  public void documentsAt(String url) {
    synchronized (lock) {
      documentsAt = url;
    }
  }

  /** Leaves nothing of an operation's limit. */
  public void drain(String operation) {
    synchronized (lock) {
      RateBucket bucket = buckets.get(operation);
      bucket.take(bucket.left());
    }
  }

  /** Ends all tokens; new ones are given. */
  public void endTokens() {
    synchronized (lock) {
      tokens.revoke();
    }
  }

  /** Takes the app's authorization away, or gives it back. */
  public void access(boolean granted) {
    synchronized (lock) {
      access = granted;
      tokens.revoke();
    }
  }

  /** How long feeds take from now on. */
  public void feedsTake(Duration delay) {
    synchronized (lock) {
      feeds.delay = delay;
    }
  }

  /** The next feed ends in this state: FATAL after half of it, or CANCELLED. */
  public void nextFeedEnds(String status) {
    synchronized (lock) {
      feeds.nextEnd = status;
    }
  }

  /** Whether reports are compressed. */
  public void compressReports(boolean yes) {
    synchronized (lock) {
      feeds.gzip = yes;
    }
  }

  /** The next report has these bytes, whatever they are. */
  public void nextReport(byte[] bytes) {
    synchronized (lock) {
      feeds.nextReport = bytes;
    }
  }

  /** Knows nothing of the feeds that were. */
  public void forgetFeeds() {
    synchronized (lock) {
      feeds.forget();
    }
  }

  /** Finishes every feed that waits. */
  public void process() {
    synchronized (lock) {
      feeds.finishAll(clock.instant());
    }
  }

  /** The document of the newest feed; null before there is one. */
  public byte @Nullable [] newestFeed() {
    synchronized (lock) {
      List<Feeds.Feed> all = feeds.all();
      return all.isEmpty() ? null : all.get(all.size() - 1).document.clone();
    }
  }

  /**
   * Requests so far by operation, as the API's description names them, with login and documents.
   */
  public Map<String, Integer> counts() {
    synchronized (lock) {
      return Map.copyOf(counts);
    }
  }

  @Override
  protected Future<MarketAnswer> answer(MarketRequest request) {
    synchronized (lock) {
      requests++;
      feeds.advance(clock.instant());
      return Future.succeededFuture(route(request).with("x-amzn-RequestId", "request-" + requests));
    }
  }

  private MarketAnswer route(MarketRequest request) {
    if (request.is("POST", "auth", "o2", "token")) {
      count("token");
      return login(request);
    } else if (request.is("PUT", "documents", "*")) {
      count("upload");
      return upload(request);
    } else if (request.is("GET", "documents", "*")) {
      count("download");
      return download(request);
    }
    String operation = operation(request);
    if (operation == null) {
      return error(404, "NotFound", "The requested resource doesn't exist.");
    }
    count(operation);
    if (moved) {
      return MarketAnswer.empty(301).with("location", "https://moved.example/");
    } else if (request.header("user-agent") == null) {
      return error(400, "InvalidInput", "user-agent is missing");
    } else if (!tokens.isValid(request.header("x-amz-access-token"))) {
      return error(403, "Unauthorized", "Access to requested resource is denied.");
    }
    MarketAnswer scripted = changes(request) ? next.poll() : null;
    if (scripted != null) {
      return scripted;
    }
    RateBucket bucket = buckets.get(operation);
    if (!bucket.take(1)) {
      violations().add("over the limit of " + operation);
      return error(429, "QuotaExceeded", "You exceeded your quota for the requested resource.");
    }
    MarketAnswer answer = answer(operation, request);
    boolean told = answer.status() < 300 || answer.status() == 400 || answer.status() == 404;
    return told
        ? answer.with("x-amzn-RateLimit-Limit", Double.toString(bucket.perSecond()))
        : answer;
  }

  private void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  private static boolean changes(MarketRequest request) {
    boolean document = request.is("POST", "feeds", "2021-06-30", "documents");
    return !request.method().equals("GET") && !document;
  }

  private static @Nullable String operation(MarketRequest request) {
    String[] item = {"listings", "2021-08-01", "items", "*", "*"};
    if (request.is("PATCH", item)) {
      return "patchListingsItem";
    } else if (request.is("PUT", item)) {
      return "putListingsItem";
    } else if (request.is("DELETE", item)) {
      return "deleteListingsItem";
    } else if (request.is("GET", item)) {
      return "getListingsItem";
    } else if (request.is("GET", "listings", "2021-08-01", "items", "*")) {
      return "searchListingsItems";
    } else if (request.is("POST", "feeds", "2021-06-30", "documents")) {
      return "createFeedDocument";
    } else if (request.is("GET", "feeds", "2021-06-30", "documents", "*")) {
      return "getFeedDocument";
    } else if (request.is("POST", "feeds", "2021-06-30", "feeds")) {
      return "createFeed";
    } else if (request.is("GET", "feeds", "2021-06-30", "feeds")) {
      return "getFeeds";
    }
    return request.is("GET", "feeds", "2021-06-30", "feeds", "*") ? "getFeed" : null;
  }

  private MarketAnswer answer(String operation, MarketRequest request) {
    if (operation.endsWith("Item") || operation.endsWith("Items")) {
      boolean item = request.segments().size() == 5;
      return item && unreadable.contains(request.segments().get(4))
          ? error(400, "InvalidInput", "Request has missing or invalid parameters.")
          : listings.answer(operation, request, clock.instant());
    }
    return switch (operation) {
      case "createFeedDocument" -> createDocument(request);
      case "getFeedDocument" -> getDocument(request.segments().get(3));
      case "createFeed" -> createFeed(request);
      case "getFeeds" -> getFeeds(request);
      default -> getFeed(request.segments().get(3));
    };
  }

  private MarketAnswer login(MarketRequest request) {
    Map<String, String> form = new HashMap<>();
    for (String pair : request.text().split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(
          URLDecoder.decode(parts[0], StandardCharsets.UTF_8),
          URLDecoder.decode(parts.length > 1 ? parts[1] : "", StandardCharsets.UTF_8));
    }
    if (!"refresh_token".equals(form.get("grant_type"))) {
      return refused(400, "unsupported_grant_type");
    } else if (!account.isLogin(form)) {
      return refused(401, "invalid_client");
    } else if (!access || !account.refreshToken().equals(form.get("refresh_token"))) {
      return refused(400, "invalid_grant");
    }
    Map<String, Object> granted = new LinkedHashMap<>();
    granted.put("access_token", tokens.issue());
    granted.put("token_type", "bearer");
    granted.put("expires_in", tokens.life().toSeconds());
    granted.put("refresh_token", account.refreshToken());
    return MarketAnswer.json(200, Tree.text(granted));
  }

  private static MarketAnswer refused(int status, String error) {
    return MarketAnswer.json(
        status, Tree.text(Map.of("error", error, "error_description", "The request is refused.")));
  }

  static MarketAnswer error(int status, String code, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    error.put("details", "");
    return MarketAnswer.json(status, Tree.text(Map.of("errors", List.of(error))));
  }

  private String place(Feeds.Document document) {
    return (documentsAt == null ? url() : documentsAt)
        + "/documents/"
        + document.id
        + "?X-Amz-Expires=300&X-Amz-Date="
        + clock.instant().getEpochSecond()
        + "&X-Amz-Signature=0123456789abcdef";
  }

  private boolean isSigned(MarketRequest request) {
    if (request.header("x-amz-access-token") != null || request.header("authorization") != null) {
      violations().add("the login was sent to a signed address");
    }
    String begun = request.query().get("X-Amz-Date");
    if (begun == null) {
      return false;
    }
    Instant end = Instant.ofEpochSecond(Long.parseLong(begun)).plus(Feeds.SLOT);
    return clock.instant().isBefore(end);
  }

  private MarketAnswer upload(MarketRequest request) {
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

  private MarketAnswer download(MarketRequest request) {
    Feeds.Document document = feeds.findDocument(request.segments().get(1));
    if (document == null || document.bytes == null || !isSigned(request)) {
      return new MarketAnswer(403, Map.of("content-type", "application/xml"), new byte[0]);
    }
    return new MarketAnswer(200, Map.of("content-type", document.contentType), document.bytes);
  }

  private MarketAnswer createDocument(MarketRequest request) {
    Map<String, Object> body = Tree.object(request.body());
    if (body == null || !(body.get("contentType") instanceof String contentType)) {
      return error(400, "InvalidInput", "contentType is missing");
    }
    Feeds.Document document = feeds.document(contentType, clock.instant());
    return MarketAnswer.json(
        201, Tree.text(Map.of("feedDocumentId", document.id, "url", place(document))));
  }

  private MarketAnswer getDocument(String id) {
    Feeds.Document document = feeds.findDocument(id);
    if (document == null) {
      return error(404, "NotFound", "The document does not exist.");
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
        ? error(400, "InvalidInput", "The feed cannot be created.")
        : MarketAnswer.json(202, Tree.text(Map.of("feedId", feed.id)));
  }

  private MarketAnswer getFeed(String id) {
    Feeds.Feed feed = feeds.find(id);
    return feed == null
        ? error(404, "NotFound", "The feed does not exist.")
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
