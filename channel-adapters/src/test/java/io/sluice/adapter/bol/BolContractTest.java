package io.sluice.adapter.bol;

import io.sluice.adapter.ChannelAdapter;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Value;
import io.sluice.adapter.contract.ChannelAdapterContract;
import io.sluice.adapter.contract.Shown;
import io.sluice.adapter.contract.Situation;
import io.sluice.adapter.contract.Throttle;
import io.sluice.adapter.spec.OfficialApi;
import io.sluice.simulator.bol.BolMarketplace;
import io.sluice.simulator.bol.BolOffer;
import io.sluice.simulator.bol.BolOperation;
import io.sluice.simulator.market.MarketRequest;
import io.sluice.simulator.market.Marketplace;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

class BolContractTest extends ChannelAdapterContract {
  private static final Set<BolOperation> WRITES =
      Set.of(
          BolOperation.UPDATE_STOCK,
          BolOperation.UPDATE_PRICE,
          BolOperation.CREATE_OFFER,
          BolOperation.UPDATE_OFFER,
          BolOperation.DELETE_OFFER,
          BolOperation.CREATE_CONTENT);

  private BolMarketplace bol;

  @Override
  protected ChannelAdapter adapter() {
    return new BolAdapter();
  }

  @Override
  protected Marketplace marketplace(Vertx vertx, InstantSource clock) {
    bol = new BolMarketplace(vertx, clock);
    return bol;
  }

  @Override
  protected Map<String, Object> settings(String url) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("client_id", BolMarketplace.CLIENT_ID);
    settings.put("client_secret", new Secret(BolMarketplace.CLIENT_SECRET));
    settings.put("endpoint", url);
    settings.put("token_endpoint", url + "/token");
    settings.put("delivery_code", "1-2d");
    settings.put("pending", Map.of("poll_every", Duration.ofMillis(100)));
    return settings;
  }

  @Override
  protected int batchAtMost() {
    return 1;
  }

  @Override
  protected OfficialApi official() {
    return BolFixture.official();
  }

  @Override
  protected boolean asksForToken(MarketRequest request) {
    return BolOperation.TOKEN.fits(request);
  }

  @Override
  protected boolean bringsUpdates(MarketRequest request) {
    return BolFixture.isOneOf(WRITES, request);
  }

  @Override
  protected Value.Product product(String sku, String name) {
    return BolFixture.content(sku, name, "24.95");
  }

  @Override
  protected @Nullable Shown shown(String sku) {
    return offers().values().stream()
        .filter(offer -> offer.reference().equals(sku))
        .findFirst()
        .map(
            offer -> new Shown(offer.title(), (long) offer.stock(), offer.price(), !offer.onHold()))
        .orElse(null);
  }

  @Override
  protected int products() {
    return offers().size();
  }

  private Map<String, BolOffer> offers() {
    return await(bol::offers);
  }

  @Override
  protected Future<?> process() {
    return bol.process();
  }

  @Override
  protected Situation itemRefused(String sku) {
    return Situation.of(() -> bol.refuse(sku));
  }

  @Override
  protected Situation callRefused(String sku) {
    return Situation.none("calls have one update");
  }

  @Override
  protected List<Throttle> throttles() {
    return List.of(
        new Throttle(
            "429 of an endpoint",
            Outcome.Scope.OPERATION,
            Situation.of(() -> bol.useUp(BolOperation.UPDATE_STOCK))));
  }

  @Override
  protected Situation tokensEnded() {
    return Situation.of(() -> bol.revokeTokens());
  }

  @Override
  protected Situation accessTakenAway() {
    return Situation.of(() -> bol.revokeCredentials());
  }

  @Override
  protected Situation conflict(String sku) {
    return Situation.none("bol has no versions of an offer");
  }

  @Override
  protected Situation deleted(String sku) {
    return Situation.of(
        () ->
            bol.offers()
                .compose(
                    offers ->
                        Future.all(
                            offers.values().stream()
                                .filter(offer -> offer.reference().equals(sku))
                                .map(offer -> bol.remove(offer.id()))
                                .toList())));
  }

  @Override
  protected Situation gone() {
    return Situation.of(() -> bol.endVersion());
  }

  @Override
  protected Situation forgotten() {
    return Situation.of(() -> bol.forgetEnded());
  }
}
