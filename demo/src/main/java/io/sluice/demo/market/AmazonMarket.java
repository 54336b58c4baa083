package io.sluice.demo.market;

import io.sluice.simulator.amazon.AmazonAccount;
import io.sluice.simulator.amazon.AmazonMarketplace;
import io.sluice.simulator.amazon.ShownListing;
import io.sluice.simulator.market.Marketplace;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The German store: the most rules, and the tightest limits. */
final class AmazonMarket extends Market {
  private static final Map<String, String> TYPES =
      Map.of("shoes", "SHOES", "clothing", "COAT", "equipment", "SPORTING_GOODS");

  private final AmazonMarketplace store;

  /** That it may have; it has no list of all. */
  private final List<String> skus;

  AmazonMarket(Vertx vertx, InstantSource clock, List<String> skus) {
    super("amazon_de");
    this.store = new AmazonMarketplace(vertx, clock, AmazonAccount.EXAMPLE);
    this.skus = List.copyOf(skus);
    TYPES.values().forEach(type -> store.productType(type, "item_name", "brand", "bullet_point"));
  }

  @Override
  String yaml() {
    AmazonAccount account = AmazonAccount.EXAMPLE;
    return """
      amazon_de:
        adapter: amazon
        seller: %s
        marketplace: DE
        client_id: %s
        client_secret: "${env:DEMO_AMAZON_SECRET:-%s}"
        refresh_token: "${env:DEMO_AMAZON_TOKEN:-%s}"
        endpoint: "%s"
        token_endpoint: "%s/auth/o2/token"
        allow_private: yes
        batch: { at_most: 5000, wait: 2s }
        only_if: gtin != "" && brand != "Tarn"
        when_discontinued: delist
        locale: de_DE
        stock: { warehouses: [BER, HAM], keep_back: 2, share: 80%%, at_most: 50, out_of_stock_below: 3 }
        price:
          list: retail
          rules:
            - { when: category == "shoes", markup: 12%%, add: 1.50 }
            - { markup: 15%% }
          round: { up_to: .99 }
        fields:
          product_type: { from: category, table: amazon_types, otherwise: hold }
          item_name: "{brand} {name} {attr.size}"
          bullet_point: [attr.material, { text: Two years of warranty }]
          brand: brand
          gtin: gtin
          description: description
          images: { from: images, at_most: 8 }
    """
        .formatted(
            account.sellerId(),
            account.clientId(),
            account.clientSecret(),
            account.refreshToken(),
            store.url(),
            store.url());
  }

  @Override
  Optional<Listing> expected(Article article) {
    if (article.discontinued() || article.product().brand().equals("Tarn")) {
      return Optional.empty();
    }
    String category = article.product().categories().get(0);
    long shared = Math.min(50, Math.max(0, article.pieces() - 2) * 8 / 10);
    return Optional.of(
        Listing.of(
            article.sku(),
            "%s %s %s %s as %s"
                .formatted(
                    article.product().brand(),
                    article.product().kindInGerman(),
                    article.product().name(),
                    article.size(),
                    TYPES.get(category)),
            shared < 3 ? 0 : shared,
            cents(article.cents("retail"), category.equals("shoes"))));
  }

  /** In hundredths of cents until it ends in 99. */
  private static long cents(long retail, boolean shoes) {
    long exact = shoes ? retail * 112 + 15_000 : retail * 115;
    return Math.max(0, ceilDiv(exact - 9_900, 10_000)) * 100 + 99;
  }

  private static long ceilDiv(long number, long by) {
    return -Math.floorDiv(-number, by);
  }

  @Override
  List<Listing> shown() {
    List<Listing> all = new ArrayList<>();
    for (String sku : skus) {
      ShownListing listing = store.shown(sku);
      if (listing != null) {
        Long quantity = listing.quantity();
        BigDecimal price = listing.price();
        all.add(
            new Listing(
                sku,
                listing.name() + " as " + listing.productType(),
                quantity == null ? -1 : quantity,
                price == null ? BigDecimal.ZERO : price));
      }
    }
    return all;
  }

  @Override
  public int tokens() {
    return store.counts().getOrDefault("token", 0);
  }

  @Override
  Marketplace standIn() {
    return store;
  }
}
