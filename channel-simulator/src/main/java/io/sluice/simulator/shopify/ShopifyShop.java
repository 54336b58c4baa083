package io.sluice.simulator.shopify;

import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.Marketplace;
import io.sluice.simulator.market.TokenIssuer;
import io.sluice.simulator.market.Violations;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A stand-in shop: {@code POST /admin/api/VERSION/graphql.json} and {@code POST
 * /admin/oauth/access_token}. Points as the Standard plan has them unless told otherwise. Public
 * methods may be called from any thread.
 */
public final class ShopifyShop extends Marketplace {
  /** A token without an end. */
  public static final String ACCESS_TOKEN = "shpat_0123456789abcdef";

  public static final String CLIENT_ID = "f00dfeed";
  public static final String CLIENT_SECRET = "shpss_sesame";

  /** A location that it has from the start. */
  public static final String LOCATION = "gid://shopify/Location/1";

  public static final String CURRENCY = "EUR";

  private static final Pattern ID =
      Pattern.compile("gid://shopify/(?:InventoryItem|ProductVariant|Product)/\\d+");
  private static final int UNAUTHORIZED = 401;
  private static final Duration TOKEN_LIFE = Duration.ofSeconds(86_399);

  private final Shop shop;
  private final List<String> scopes =
      new ArrayList<>(
          List.of("write_products", "write_inventory", "read_locations", "write_publications"));
  private final TokenIssuer tokens;
  private final Map<String, AdminApi> versions = new ConcurrentHashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private final Deque<Forced> forced = new ArrayDeque<>();
  private final Set<String> open = new HashSet<>();
  private final PointsAccount points;
  private volatile boolean installed = true;
  private volatile int requests;
  private volatile Duration work = Duration.ZERO;
  private volatile String oldestVersion = "";

  private record Forced(Predicate<MarketRequest> where, MarketAnswer answer) {}

  public ShopifyShop(Vertx vertx, InstantSource clock) {
    super(vertx, clock);
    this.shop = new Shop(clock, violations());
    shop.location(LOCATION, "Warehouse");
    this.tokens = new TokenIssuer(TOKEN_LIFE, true, clock);
    this.points = new PointsAccount(violations(), clock);
  }

  // What it has.

  /** Adds a location. */
  public ShopifyShop location(String id, String name) {
    shop.location(id, name);
    return this;
  }

  /**
   * Puts a product with one variant there, as a merchant would by hand: active, without options.
   *
   * @param available at {@link #LOCATION}; null: not stocked there
   */
  public ShopifyShop product(String sku, @Nullable Integer available) {
    Rows.Product product = shop.addProduct();
    product.fields.put("title", "Product " + sku);
    product.fields.put("handle", product.id.replaceAll("\\D", "") + "-by-hand");
    product.options.put("Title", new HashSet<>(Set.of("Default Title")));
    Rows.Variant variant = shop.addVariant(product, sku);
    variant.optionValues.put("Title", "Default Title");
    variant.price = "9.99";
    variant.tracked = true;
    if (available != null) {
      variant.available.put(LOCATION, available);
    }
    return this;
  }

  /** As many products with SKUs {@code PREFIX1} and so on. */
  public ShopifyShop products(String prefix, int count, int available) {
    for (int i = 1; i <= count; i++) {
      product(prefix + i, available);
    }
    return this;
  }

  /** A second variant for the product of a SKU, as a merchant would by hand. */
  public ShopifyShop sibling(String sku, String of) {
    Rows.Product product = row(of).product;
    Rows.Variant variant = shop.addVariant(product, sku);
    variant.optionValues.put("Title", "By hand " + sku);
    variant.price = "9.99";
    return this;
  }

  /** What it shows of a SKU. */
  public Optional<ShownVariant> find(String sku) {
    return shop.find(sku);
  }

  public int productsCreated() {
    return shop.productsCreated();
  }

  public int variants() {
    return shop.variantsThere();
  }

  /** A customer buys. */
  public void sell(String sku, int quantity) {
    row(sku).available.merge(LOCATION, -quantity, Integer::sum);
  }

  /** Somebody deletes the product of a SKU. */
  public void delete(String sku) {
    shop.remove(row(sku).product);
  }

  /** Somebody archives the product of a SKU. */
  public void archive(String sku) {
    row(sku).product.fields.put("status", "ARCHIVED");
  }

  /** Somebody switches off that its quantity decides whether it can be bought. */
  public void untrack(String sku) {
    row(sku).tracked = false;
  }

  private Rows.Variant row(String sku) {
    return shop.all().stream()
        .filter(variant -> variant.sku.equals(sku))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("the shop has no " + sku));
  }

  // How it behaves.

  /** Another plan. */
  public void plan(double pointsPerSecond, double most) {
    points.plan(pointsPerSecond, most);
  }

  /** Something else uses the same app: the client cannot know. */
  public void spend(double spent) {
    points.spendElsewhere(spent);
  }

  public double pointsLeft() {
    return points.left();
  }

  /** Status of answers that say THROTTLED: 200, or 429 as some see it. */
  public void throttledStatus(int status) {
    points.throttledStatus(status);
  }

  /** How long a search does not find what is new. */
  public void searchLag(Duration lag) {
    shop.searchLag(lag);
  }

  /** How long a change takes, before it is done. */
  public void work(Duration time) {
    work = time;
  }

  /** Does not say any more which of several quantities an error means. */
  public void placesNoErrors() {
    shop.placesErrors = false;
  }

  /** Answers older versions as this one from now on. */
  public void servesFrom(String version) {
    oldestVersion = version;
    versions.clear();
  }

  /** Takes a scope from the app. */
  public void without(String scope) {
    scopes.remove(scope);
  }

  /** The app is removed: every token ends, and there are no new ones. */
  public void revoke() {
    installed = false;
    tokens.revoke();
  }

  /** Ends the tokens that were fetched. */
  public void endTokens() {
    tokens.revoke();
  }

  public int tokensIssued() {
    return tokens.issued();
  }

  /** Answers the next change like this in place of doing anything. */
  public Future<Void> force(MarketAnswer answer) {
    return force(ShopifyShop::isChange, answer, 1);
  }

  /** Answers so many requests like this in place of doing anything. */
  public Future<Void> force(Predicate<MarketRequest> where, MarketAnswer answer, int times) {
    return onContext(
        () -> {
          forced.addAll(Collections.nCopies(times, new Forced(where, answer)));
          return Future.succeededFuture();
        });
  }

  /** From now on a quantity of this SKU cannot be set. */
  public void freeze(String sku) {
    row(sku).mutable = false;
  }

  /** Every document that was taken, and its variables. */
  public List<Asked> documents() {
    return List.copyOf(asked);
  }

  /** A document with its variables. */
  public record Asked(String version, String query, Map<String, Object> variables) {
    public Asked {
      variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
    }
  }

  public static boolean isChange(MarketRequest request) {
    return !isToken(request) && request.text().contains("\"query\":\"mutation");
  }

  public static boolean isToken(MarketRequest request) {
    return request.is("POST", "admin", "oauth", "access_token");
  }

  /** A top-level error as Shopify words it. */
  public static MarketAnswer error(String code, String message) {
    JsonObject error =
        new JsonObject()
            .put("message", message)
            .put("extensions", new JsonObject().put("code", code));
    return json(200, new JsonObject().put("errors", List.of(error)).put("data", null));
  }

  /** A refusal before GraphQL begins. */
  public static MarketAnswer status(int status, String errors) {
    return json(status, new JsonObject().put("errors", errors));
  }

  /** Documents carried out or refused, without those for tokens. */
  public int requests() {
    return requests;
  }

  public int throttled() {
    return points.throttled();
  }

  /** What the documents did cost. */
  public long pointsSpent() {
    return points.spent();
  }

  // The door.

  private static MarketAnswer json(int status, JsonObject body) {
    return MarketAnswer.json(status, body.encode());
  }

  @Override
  protected Future<MarketAnswer> answer(MarketRequest request) {
    for (Forced each : forced) {
      if (each.where().test(request)) {
        forced.remove(each);
        return Future.succeededFuture(each.answer());
      }
    }
    if (isToken(request)) {
      return Future.succeededFuture(grant(request));
    } else if (!request.is("POST", "admin", "api", "*", "graphql.json")) {
      return Future.succeededFuture(status(404, "Not Found"));
    }
    String token = request.header("X-Shopify-Access-Token");
    if (!(installed && ACCESS_TOKEN.equals(token)) && !tokens.isValid(token)) {
      return Future.succeededFuture(
          status(
              UNAUTHORIZED,
              "[API] Invalid API key or access token (unrecognized login or wrong password)"));
    }
    return document(request);
  }

  private MarketAnswer grant(MarketRequest request) {
    Map<String, String> form = new HashMap<>();
    for (String pair : request.text().split("&")) {
      String[] parts = pair.split("=", 2);
      form.put(
          parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    boolean known =
        installed
            && CLIENT_ID.equals(form.get("client_id"))
            && CLIENT_SECRET.equals(form.get("client_secret"))
            && "client_credentials".equals(form.get("grant_type"));
    if (!known) {
      return json(
          400,
          new JsonObject()
              .put("error", "invalid_client")
              .put("error_description", "The client is not known"));
    }
    return json(
        200,
        new JsonObject()
            .put("access_token", tokens.issue())
            .put("scope", String.join(",", scopes))
            .put("expires_in", tokens.life().toSeconds()));
  }

  private Future<MarketAnswer> document(MarketRequest request) {
    requests++;
    Map<String, Object> variables = new LinkedHashMap<>();
    String query;
    try {
      JsonObject body = new JsonObject(request.text());
      query = body.getString("query", "");
      JsonObject given = body.getJsonObject("variables");
      if (given != null) {
        variables.putAll(given.getMap());
      }
    } catch (DecodeException | ClassCastException e) {
      violations().add("a body that is not understood");
      return Future.succeededFuture(status(400, "Bad Request"));
    }
    String named = request.segments().get(2);
    asked.add(new Asked(named, query, variables));
    String version = named.compareTo(oldestVersion) < 0 ? oldestVersion : named;
    AdminApi api =
        versions.computeIfAbsent(
            named,
            each ->
                // What was written for another version is no fault of who wrote it.
                new AdminApi(
                    shop,
                    version.equals(named) ? violations() : new Violations(),
                    scopes,
                    version,
                    CURRENCY));
    return document(request, api, query, variables)
        .map(answer -> answer.with("x-shopify-api-version", version));
  }

  private Future<MarketAnswer> document(
      MarketRequest request, AdminApi api, String query, Map<String, Object> variables) {
    AdminApi.Prepared prepared = api.prepare(query, variables);
    if (prepared.refusal() != null) {
      return Future.succeededFuture(json(200, prepared.refusal()));
    }
    if (!points.take(prepared.points())) {
      return Future.succeededFuture(points.refusal(prepared.points()));
    }
    Set<String> touched = prepared.mutation() ? touched(request.text()) : Set.of();
    if (touched.stream().anyMatch(open::contains)) {
      violations().add("two changes of one thing at once");
    }
    if (work.isZero()) {
      return Future.succeededFuture(carryOut(prepared));
    }
    open.addAll(touched);
    Promise<MarketAnswer> done = Promise.promise();
    vertx.setTimer(
        work.toMillis(),
        id -> {
          open.removeAll(touched);
          done.complete(carryOut(prepared));
        });
    return done.future();
  }

  private static Set<String> touched(String body) {
    Set<String> touched = new HashSet<>();
    Matcher ids = ID.matcher(body);
    while (ids.find()) {
      touched.add(ids.group());
    }
    return touched;
  }

  private MarketAnswer carryOut(AdminApi.Prepared prepared) {
    AdminApi.Result result = prepared.run();
    points.spent(prepared.points(), result.points());
    JsonObject cost = points.cost(prepared.points(), result.points());
    return json(200, result.body().put("extensions", new JsonObject().put("cost", cost)));
  }
}
