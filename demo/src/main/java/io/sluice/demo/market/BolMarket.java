package io.sluice.demo.market;

import io.sluice.simulator.bol.BolEvent;
import io.sluice.simulator.bol.BolMarketplace;
import io.sluice.simulator.market.Marketplace;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Everything is queued there, and tokens live for five minutes. */
final class BolMarket extends Market {
  private static final Duration QUEUED = Duration.ofSeconds(10);

  private final BolMarketplace bol;

  BolMarket(Vertx vertx, InstantSource clock) {
    super("bol_nl");
    this.bol = new BolMarketplace(vertx, clock);
    for (BolEvent event : BolEvent.values()) {
      await(bol.delay(event, QUEUED));
    }
  }

  @Override
  String yaml() {
    return """
      bol_nl:
        adapter: bol
        client_id: %s
        client_secret: "${env:DEMO_BOL_SECRET:-%s}"
        delivery_code: 1-2d
        endpoint: "%s"
        token_endpoint: "%s"
        allow_private: yes
        only_if: gtin != ""
        when_discontinued: delist
        stock: { keep_back: 1 }
        price: { list: retail, markup: 8%%, round: { down_to: .95 } }
    """
        .formatted(
            BolMarketplace.CLIENT_ID, BolMarketplace.CLIENT_SECRET, bol.url(), bol.loginUrl());
  }

  @Override
  Optional<Listing> expected(Article article) {
    if (article.discontinued()) {
      return Optional.empty();
    }
    long exact = article.cents("retail") * 108;
    return Optional.of(
        Listing.of(
            article.sku(),
            article.variant().name() + " as " + article.variant().gtin(),
            Math.max(0, article.pieces() - 1),
            Math.floorDiv(exact - 9_500, 10_000) * 100 + 95));
  }

  @Override
  List<Listing> shown() {
    return await(bol.offers()).values().stream()
        .map(
            offer ->
                new Listing(
                    offer.reference(),
                    offer.title() + " as " + offer.ean(),
                    offer.stock(),
                    offer.price()))
        .toList();
  }

  @Override
  public int tokens() {
    return await(bol.tokensIssued());
  }

  @Override
  Marketplace standIn() {
    return bol;
  }
}
