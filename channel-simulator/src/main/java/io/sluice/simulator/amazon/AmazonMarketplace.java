package io.sluice.simulator.amazon;

import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.Marketplace;
import io.sluice.simulator.market.RateBucket;
import io.sluice.simulator.market.TokenIssuer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
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
  private final Deque<MarketAnswer> nextToQuestions = new ArrayDeque<>();
  private final Set<String> unreadable = new HashSet<>();
  private final Catalogue catalogue;
  private final Feeds feeds;
  private final ListingAnswers listings;
  private final FeedAnswers documents;
  private final Login login;
  private boolean moved;
  private int requests;

  public AmazonMarketplace(Vertx vertx, InstantSource clock, AmazonAccount account) {
    super(vertx, clock);
    this.account = account;
    this.tokens = new TokenIssuer(TOKEN_LIFE, false, clock);
    this.catalogue = new Catalogue(account, violations());
    this.feeds = new Feeds(account, catalogue, violations());
    this.listings = new ListingAnswers(account, catalogue, feeds);
    this.documents = new FeedAnswers(account, feeds, violations(), clock, this::url);
    this.login = new Login(account, tokens);
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

  /** Takes a listing away, as a seller does by hand. */
  public void remove(String sku) {
    synchronized (lock) {
      catalogue.remove(sku);
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

  /** Has a listing fulfilled through another channel from now on, as a seller does by hand. */
  public void handOver(String sku, String fulfillment) {
    synchronized (lock) {
      ListedItem item = catalogue.find(sku);
      if (item != null) {
        item.handOver(fulfillment);
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

  /** What a buyer pays for a SKU now, in a sale too; null where it has no offer. */
  public @Nullable BigDecimal charged(String sku) {
    synchronized (lock) {
      ListedItem item = catalogue.find(sku);
      return item == null
          ? null
          : item.charged(LocalDate.ofInstant(clock.instant(), account.days()));
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

  /** From now on answers 400 to requests for a SKU, and to searches in which it is. */
  public void refuseRequests(String sku) {
    synchronized (lock) {
      unreadable.add(sku);
    }
  }

  /**
   * How long searches do not find what is created from now on. A question for one SKU does, though
   * without a summary for that time (amzn/selling-partner-api-models issue 2701).
   */
  public void searchesFindAfter(Duration time) {
    synchronized (lock) {
      listings.shownAfter = time;
    }
  }

  /** Answers the next question about listings with this, once. */
  public void answerNextQuestion(MarketAnswer answer) {
    synchronized (lock) {
      nextToQuestions.add(answer);
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
      documents.at = url;
    }
  }

  /** Leaves nothing of an operation's limit. */
  public void drain(String operation) {
    synchronized (lock) {
      RateBucket bucket = buckets.get(operation);
      bucket.take(bucket.left());
    }
  }

  /** Has an operation's limit from now on, and all of it. */
  public void limit(String operation, double perSecond, double burst) {
    synchronized (lock) {
      buckets.put(operation, new RateBucket(perSecond, burst, clock));
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
      login.access = granted;
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
      return login.answer(request);
    } else if (request.is("PUT", "documents", "*")) {
      count("upload");
      return documents.upload(request);
    } else if (request.is("GET", "documents", "*")) {
      count("download");
      return documents.download(request);
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
    MarketAnswer scripted = scripted(operation, request);
    if (scripted != null) {
      return scripted;
    }
    RateBucket bucket = buckets.get(operation);
    if (!bucket.take(1)) {
      if (!bucket.excuses(1)) {
        violations().add("over the limit of " + operation);
      }
      return error(429, "QuotaExceeded", "You exceeded your quota for the requested resource.");
    }
    MarketAnswer answer = answer(operation, request);
    boolean told = answer.status() < 300 || answer.status() == 400 || answer.status() == 404;
    return told
        ? answer.with("x-amzn-RateLimit-Limit", Double.toString(bucket.perSecond()))
        : answer;
  }

  private @Nullable MarketAnswer scripted(String operation, MarketRequest request) {
    boolean asks = operation.equals("searchListingsItems") || operation.equals("getListingsItem");
    return changes(request) ? next.poll() : asks ? nextToQuestions.poll() : null;
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
      List<String> skus =
          request.segments().size() == 5
              ? List.of(request.segments().get(4))
              : ListingAnswers.words(request.query().get("identifiers"));
      return skus.stream().anyMatch(unreadable::contains)
          ? error(400, "InvalidInput", "Request has missing or invalid parameters.")
          : listings.answer(operation, request, clock.instant());
    }
    return documents.answer(operation, request);
  }

  static MarketAnswer error(int status, String code, String message) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", code);
    error.put("message", message);
    error.put("details", "");
    return MarketAnswer.json(status, Tree.text(Map.of("errors", List.of(error))));
  }
}
