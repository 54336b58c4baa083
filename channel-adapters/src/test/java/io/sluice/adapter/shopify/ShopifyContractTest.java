package io.sluice.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Value;
import io.sluice.adapter.contract.ChannelAdapterContract;
import io.sluice.adapter.contract.Shown;
import io.sluice.adapter.contract.Situation;
import io.sluice.adapter.contract.Throttle;
import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.Marketplace;
import io.sluice.simulator.shopify.ShopifyShop;
import io.sluice.simulator.shopify.ShownVariant;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** A shop whose tokens are fetched with the id and secret of an app. */
class ShopifyContractTest extends ChannelAdapterContract {
  private ShopifyShop shop;

  @AfterEach
  void documentsFitTheOfficialSchema() {
    if (OfficialSchema.isThere()) {
      assertThat(shop.documents()).flatMap(OfficialSchema::problems).isEmpty();
    }
  }

  @Override
  protected ChannelAdapter adapter() {
    return new ShopifyAdapter();
  }

  @Override
  protected Marketplace marketplace(Vertx vertx, InstantSource clock) {
    shop = new ShopifyShop(vertx, clock);
    return shop;
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.of(
        "shop",
        "my-shop",
        "endpoint",
        url,
        "client_id",
        ShopifyShop.CLIENT_ID,
        "client_secret",
        new Secret(ShopifyShop.CLIENT_SECRET),
        "location",
        "1",
        "currency",
        "EUR");
  }

  @Override
  protected boolean asksForToken(MarketRequest request) {
    return ShopifyShop.isToken(request);
  }

  @Override
  protected boolean bringsUpdates(MarketRequest request) {
    return ShopifyShop.isChange(request);
  }

  @Override
  protected Value.Product product(String sku, String name) {
    String json = new JsonObject().put("name", name).put("brand", "Sluice").encode();
    return new Value.Product(json.getBytes(StandardCharsets.UTF_8));
  }

  /** A draft that becomes active with its first price counts as shown. */
  @Override
  protected @Nullable Shown shown(String sku) {
    ShownVariant found = shop.find(sku).orElse(null);
    if (found == null) {
      return null;
    }
    Integer available = found.available().get(ShopifyShop.LOCATION);
    return new Shown(
        found.title(),
        available == null ? null : available.longValue(),
        new BigDecimal(found.price()),
        !found.status().equals("ARCHIVED"));
  }

  @Override
  protected int products() {
    return shop.variants();
  }

  @Override
  protected Situation itemRefused(String sku) {
    return Situation.of(() -> shop.freeze(sku));
  }

  @Override
  protected Situation callRefused(String sku) {
    return Situation.of(
        () -> {
          String item = shop.find(sku).orElseThrow().itemId();
          return shop.force(
              request -> ShopifyShop.isChange(request) && request.text().contains(item + "\""),
              ShopifyShop.error("BAD_REQUEST", "one of them is not right"),
              100);
        });
  }

  @Override
  protected List<Throttle> throttles() {
    return List.of(
        new Throttle(
            "points gone", Scope.CHANNEL, Situation.of(() -> shop.spend(shop.pointsLeft()))),
        next("THROTTLED", Scope.CHANNEL, ShopifyShop.error("THROTTLED", "Throttled")),
        next("429", Scope.CHANNEL, ShopifyShop.status(429, "Too Many Requests")),
        next(
            "429 with seconds",
            Scope.CHANNEL,
            ShopifyShop.status(429, "Exceeded").with("retry-after", "2.0")),
        next("430", Scope.CHANNEL, ShopifyShop.status(430, "Shopify Security Rejection")),
        next(
            "503 with seconds",
            Scope.CHANNEL,
            ShopifyShop.status(503, "busy").with("retry-after", "90")),
        next("408", Scope.ITEM, MarketAnswer.empty(408)));
  }

  private Throttle next(String name, Scope scope, MarketAnswer answer) {
    return new Throttle(name, scope, Situation.of(() -> shop.force(answer)));
  }

  @Override
  protected Situation tokensEnded() {
    return Situation.of(() -> shop.endTokens());
  }

  @Override
  protected Situation accessTakenAway() {
    return Situation.of(() -> shop.revoke());
  }

  @Override
  protected Situation conflict(String sku) {
    return Situation.none("a quantity that changed there is read again within the call");
  }

  @Override
  protected Situation deleted(String sku) {
    return Situation.of(() -> shop.delete(sku));
  }

  @Override
  protected Situation gone() {
    return Situation.of(
        () ->
            shop.force(
                request -> !ShopifyShop.isToken(request),
                ShopifyShop.status(404, "Not Found"),
                100));
  }

  @Override
  protected Situation forgotten() {
    return Situation.none("everything is answered at once");
  }
}
