package io.sluice.demo.market;

import io.sluice.simulator.market.Marketplace;
import io.sluice.simulator.shopify.ShopifyShop;
import io.sluice.simulator.shopify.ShownVariant;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The merchant's own shop: prices as they are, variants below their products. */
final class ShopifyMarket extends Market {
  private final ShopifyShop shop;

  /** That it may have; it has no list of all. */
  private final List<String> skus;

  ShopifyMarket(Vertx vertx, InstantSource clock, List<String> skus) {
    super("shopify_eu");
    this.shop = new ShopifyShop(vertx, clock);
    this.skus = List.copyOf(skus);
  }

  @Override
  String yaml() {
    return """
      shopify_eu:
        adapter: shopify
        shop: demo
        client_id: %s
        client_secret: "${env:DEMO_SHOPIFY_SECRET:-%s}"
        location: "1"
        currency: EUR
        publish_to: ["1"]
        endpoint: "%s"
        allow_private: yes
        batch: { at_most: 250, wait: 200ms }
        only_if: gtin != ""
        price: { list: retail }
    """
        .formatted(ShopifyShop.CLIENT_ID, ShopifyShop.CLIENT_SECRET, shop.url());
  }

  @Override
  Optional<Listing> expected(Article article) {
    return Optional.of(
        Listing.of(
            article.sku(),
            shows(
                "ACTIVE",
                article.product().variants().size(),
                new TreeMap<>(article.variant().axes()),
                article.variant().gtin(),
                1),
            article.discontinued() ? 0 : article.pieces(),
            article.cents("retail")));
  }

  private static String shows(
      String status, int siblings, TreeMap<String, String> options, String code, int published) {
    return "%s, 1 of %d, %s, %s, published %d"
        .formatted(status, siblings, options, code, published);
  }

  @Override
  List<Listing> shown() {
    return skus.stream().flatMap(sku -> shop.find(sku).stream()).map(this::listing).toList();
  }

  private Listing listing(ShownVariant variant) {
    return new Listing(
        variant.sku(),
        shows(
            variant.status(),
            variant.siblings(),
            new TreeMap<>(variant.options()),
            String.valueOf(variant.barcode()),
            variant.published()),
        variant.available().getOrDefault(ShopifyShop.LOCATION, -1),
        new BigDecimal(variant.price()));
  }

  /** The merchant has the app's tokens ended. */
  void endTokens() {
    shop.endTokens();
  }

  @Override
  public int tokens() {
    return shop.tokensIssued();
  }

  @Override
  Marketplace standIn() {
    return shop;
  }
}
