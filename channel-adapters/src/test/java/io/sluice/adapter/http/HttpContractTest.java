package io.sluice.adapter.http;

import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Value;
import io.sluice.adapter.contract.ChannelAdapterContract;
import io.sluice.adapter.contract.Shown;
import io.sluice.adapter.contract.Situation;
import io.sluice.adapter.contract.Throttle;
import io.sluice.simulator.market.MarketAnswer;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.Marketplace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A receiver that answers batches at once. */
class HttpContractTest extends ChannelAdapterContract {
  private static final String TOKEN = "whispered-word";

  HttpStandIn shop;

  boolean answersLater() {
    return false;
  }

  @Override
  protected ChannelAdapter adapter() {
    return new HttpAdapter();
  }

  @Override
  protected Marketplace marketplace(Vertx vertx, InstantSource clock) {
    shop = new HttpStandIn(vertx, clock, answersLater());
    shop.wants(TOKEN);
    return shop;
  }

  @Override
  protected Map<String, Object> settings(String url) {
    Map<String, Object> listings =
        Map.of(
            "url", url + "/items?page={page}", "sku", "/sku", "stock", "/stock", "price", "/price");
    return Map.of(
        "url", url + "/updates", "auth", Map.of("bearer", new Secret(TOKEN)), "listings", listings);
  }

  @Override
  protected boolean bringsUpdates(MarketRequest request) {
    return request.method().equals("POST");
  }

  @Override
  protected Value.Product product(String sku, String name) {
    String json = new JsonObject().put("name", name).encode();
    return new Value.Product(json.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  protected @Nullable Shown shown(String sku) {
    return await(() -> shop.shown(sku));
  }

  @Override
  protected int products() {
    return await(shop::size);
  }

  @Override
  protected Future<?> process() {
    return shop.process();
  }

  @Override
  protected Situation itemRefused(String sku) {
    return Situation.of(() -> shop.refuseItem(sku));
  }

  @Override
  protected Situation itemLeftOut(String sku) {
    return answersLater()
        ? Situation.none("a status that says nothing is pending still")
        : Situation.of(() -> shop.leaveOut(sku));
  }

  @Override
  protected Situation callRefused(String sku) {
    return Situation.of(() -> shop.refuseCall(sku));
  }

  @Override
  protected List<Throttle> throttles() {
    MarketAnswer tooMany = MarketAnswer.empty(429);
    return List.of(
        next("429", Outcome.Scope.CHANNEL, tooMany),
        next("429 with seconds", Outcome.Scope.CHANNEL, tooMany.with("retry-after", "90")),
        next("429 with garbage", Outcome.Scope.CHANNEL, tooMany.with("retry-after", "soon")),
        next("429 for years", Outcome.Scope.CHANNEL, tooMany.with("retry-after", "99999999")),
        next(
            "503 with seconds",
            Outcome.Scope.CHANNEL,
            MarketAnswer.empty(503).with("retry-after", "90")),
        next("408", Outcome.Scope.ITEM, MarketAnswer.empty(408)),
        next("425", Outcome.Scope.ITEM, MarketAnswer.empty(425)));
  }

  private Throttle next(String name, Outcome.Scope scope, MarketAnswer answer) {
    return new Throttle(name, scope, Situation.of(() -> shop.answerNext(answer)));
  }

  @Override
  protected Situation tokensEnded() {
    return Situation.none("its credentials do not expire");
  }

  @Override
  protected Situation accessTakenAway() {
    return Situation.of(() -> shop.wants("another word"));
  }

  @Override
  protected Situation conflict(String sku) {
    return Situation.of(() -> shop.answerNext(MarketAnswer.empty(409)));
  }

  @Override
  protected Situation gone() {
    return Situation.of(() -> shop.move());
  }

  @Override
  protected Situation forgotten() {
    return Situation.of(() -> shop.forget());
  }
}
