package io.sluice.adapter.woocommerce;

import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Value;
import io.sluice.adapter.contract.ChannelAdapterContract;
import io.sluice.adapter.contract.Shown;
import io.sluice.adapter.contract.Situation;
import io.sluice.adapter.contract.Throttle;
import io.sluice.adapter.spec.OfficialApi;
import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.Marketplace;
import io.sluice.simulator.woocommerce.WooProduct;
import io.sluice.simulator.woocommerce.WooShop;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class WooCommerceContractTest extends ChannelAdapterContract {
  private static final String KEY = "ck_0123456789abcdef";
  private static final String SECRET = "cs_fedcba9876543210";

  private WooShop shop;

  @Override
  protected ChannelAdapter adapter() {
    return new WooCommerceAdapter();
  }

  @Override
  protected Marketplace marketplace(Vertx vertx, InstantSource clock) {
    shop = new WooShop(vertx, clock);
    shop.keys(KEY, SECRET);
    return shop;
  }

  @Override
  protected Map<String, Object> settings(String url) {
    return Map.of(
        "store",
        url,
        "consumer_key",
        new Secret(KEY),
        "consumer_secret",
        new Secret(SECRET),
        "currency",
        "EUR");
  }

  @Override
  protected OfficialApi official() {
    return OfficialApi.fromTheDocuments(getClass(), "from-the-documents.openapi.json")
        .alsoAnswers(503);
  }

  @Override
  protected boolean officialIsThere() {
    return true;
  }

  @Override
  protected boolean bringsUpdates(MarketRequest request) {
    return request.method().equals("POST");
  }

  @Override
  protected Value.Product product(String sku, String name) {
    JsonObject json =
        new JsonObject()
            .put("name", name)
            .put("description", "<p>As large as it looks</p>")
            .put("images", List.of(Map.of("url", "https://img.example/1.jpg")))
            .put("attributes", Map.of("Colour", List.of("red", "green"), "Litres", 42));
    return new Value.Product(json.encode().getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected @Nullable Shown shown(String sku) {
    WooProduct found = await(() -> shop.find(sku));
    if (found == null) {
      return null;
    }
    BigDecimal price = found.price().isEmpty() ? null : new BigDecimal(found.price());
    return new Shown(found.name(), found.stockQuantity(), price, found.status().equals("publish"));
  }

  @Override
  protected int products() {
    return await(shop::products).size();
  }

  @Override
  protected Situation itemRefused(String sku) {
    return Situation.of(() -> shop.refuseItem(sku));
  }

  @Override
  protected Situation itemLeftOut(String sku) {
    return Situation.of(() -> shop.leaveOut(sku));
  }

  @Override
  protected Situation callRefused(String sku) {
    return Situation.of(() -> shop.refuseCall(sku));
  }

  @Override
  protected List<Throttle> throttles() {
    JsonObject body =
        new JsonObject()
            .put("code", "too_many")
            .put("message", "Slow down")
            .put("data", new JsonObject().put("status", 429));
    MarketAnswer tooMany = MarketAnswer.json(429, body.encode());
    MarketAnswer maintenance = MarketAnswer.empty(503).with("retry-after", "600");
    return List.of(
        throttle("429 of a host", tooMany),
        throttle("429 with seconds", tooMany.with("retry-after", "60")),
        throttle("maintenance of WordPress", maintenance));
  }

  private Throttle throttle(String name, MarketAnswer answer) {
    return new Throttle(name, Outcome.Scope.CHANNEL, Situation.of(() -> shop.answerNext(answer)));
  }

  @Override
  protected Situation tokensEnded() {
    return Situation.none("its keys do not expire");
  }

  @Override
  protected Situation accessTakenAway() {
    return Situation.of(() -> shop.keys("ck_other", "cs_other"));
  }

  @Override
  protected Situation conflict(String sku) {
    // An id that leads nowhere is one: somebody made the product anew.
    return Situation.of(() -> shop.delete(sku).compose(deleted -> shop.putVariation(sku)));
  }

  @Override
  protected Situation deleted(String sku) {
    return Situation.of(() -> shop.delete(sku));
  }

  @Override
  protected Situation gone() {
    return Situation.of(() -> shop.removePlugin());
  }

  @Override
  protected Situation forgotten() {
    return Situation.none("nothing is ever pending");
  }
}
