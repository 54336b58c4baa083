package io.sluice.adapter.amazon;

import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Value;
import io.sluice.adapter.contract.ChannelAdapterContract;
import io.sluice.adapter.contract.Shown;
import io.sluice.adapter.contract.Situation;
import io.sluice.adapter.contract.Throttle;
import io.sluice.adapter.spec.OfficialApi;
import io.sluice.simulator.amazon.AmazonAccount;
import io.sluice.simulator.amazon.AmazonMarketplace;
import io.sluice.simulator.amazon.ShownListing;
import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.Marketplace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Few changes: listing by listing. */
class AmazonContractTest extends ChannelAdapterContract {
  static final AmazonAccount ACCOUNT = AmazonAccount.EXAMPLE;

  AmazonMarketplace store;

  /** The official descriptions, and where else the rest of what goes over the wire is written. */
  static OfficialApi api() {
    return OfficialApi.of("amazon/listingsItems_2021-08-01.json", "amazon/feeds_2021-06-30.json")
        .unofficial("POST", "/auth/o2/token", "Connecting to the Selling Partner API")
        .unofficial("PUT", "/documents/{id}", "feeds_2021-06-30.json: CreateFeedDocumentResponse")
        .unofficial("GET", "/documents/{id}", "feeds_2021-06-30.json: FeedDocument")
        // A proxy's answer, which no description has.
        .alsoAnswers(301)
        .needs("x-amz-access-token")
        .needs("user-agent");
  }

  static Map<String, Object> keys(String url) {
    Map<String, Object> keys = new HashMap<>();
    keys.put("seller", ACCOUNT.sellerId());
    keys.put("marketplace", "DE");
    keys.put("client_id", ACCOUNT.clientId());
    keys.put("client_secret", new Secret(ACCOUNT.clientSecret()));
    keys.put("refresh_token", new Secret(ACCOUNT.refreshToken()));
    keys.put("product_type", "LUGGAGE");
    keys.put("endpoint", url);
    keys.put("token_endpoint", url + "/auth/o2/token");
    return keys;
  }

  @Override
  protected ChannelAdapter adapter() {
    return new AmazonAdapter();
  }

  @Override
  protected Marketplace marketplace(Vertx vertx, InstantSource clock) {
    store = new AmazonMarketplace(vertx, clock, ACCOUNT);
    store.productType("LUGGAGE", "item_name", "brand");
    return store;
  }

  @Override
  protected Map<String, Object> settings(String url) {
    store.documentsAt(url);
    return keys(url);
  }

  @Override
  protected OfficialApi official() {
    return api();
  }

  @Override
  protected boolean asksForToken(MarketRequest request) {
    return request.is("POST", "auth", "o2", "token");
  }

  @Override
  protected boolean bringsUpdates(MarketRequest request) {
    return request.is("POST", "feeds", "2021-06-30", "feeds")
        || (request.segments().get(0).equals("listings") && !request.method().equals("GET"));
  }

  @Override
  protected Value.Product product(String sku, String name) {
    String json = new JsonObject().put("item_name", name).put("brand", "Acme").encode();
    return new Value.Product(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected @Nullable Shown shown(String sku) {
    ShownListing found = store.shown(sku);
    return found == null
        ? null
        : new Shown(found.name(), found.quantity(), found.price(), found.listed());
  }

  @Override
  protected int products() {
    return store.listings();
  }

  @Override
  protected Future<?> process() {
    store.process();
    return Future.succeededFuture();
  }

  @Override
  protected Situation itemRefused(String sku) {
    return Situation.of(
        () -> store.refuse(sku, "8541", "The SKU data is different from the catalog.", null));
  }

  @Override
  protected Situation callRefused(String sku) {
    return Situation.of(() -> store.refuseRequests(sku));
  }

  @Override
  protected List<Throttle> throttles() {
    String body = "{\"errors\":[{\"code\":\"QuotaExceeded\",\"message\":\"Too much.\"}]}";
    MarketAnswer tooMany = MarketAnswer.json(429, body);
    MarketAnswer busy = MarketAnswer.json(503, body).with("retry-after", "90");
    return List.of(
        new Throttle("429", Outcome.Scope.OPERATION, Situation.of(() -> store.answerNext(tooMany))),
        new Throttle(
            "503 with seconds", Outcome.Scope.CHANNEL, Situation.of(() -> store.answerNext(busy))));
  }

  @Override
  protected Situation tokensEnded() {
    return Situation.of(() -> store.endTokens());
  }

  @Override
  protected Situation accessTakenAway() {
    return Situation.of(() -> store.access(false));
  }

  @Override
  protected Situation conflict(String sku) {
    return Situation.none("the API has no conditions");
  }

  @Override
  protected Situation deleted(String sku) {
    return Situation.of(() -> store.remove(sku));
  }

  @Override
  protected Situation gone() {
    return Situation.of(() -> store.move());
  }

  @Override
  protected Situation forgotten() {
    return Situation.of(() -> store.forgetFeeds());
  }
}
