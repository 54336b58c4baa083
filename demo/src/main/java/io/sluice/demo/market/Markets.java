package io.sluice.demo.market;

import io.sluice.demo.shop.Catalogue;
import io.sluice.demo.shop.Variant;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The stand-in marketplaces of a demo, each at an address of its own. */
public final class Markets {
  /** What all of them read; tables are theirs alone. */
  private static final String SECTIONS =
      """
      catalog:
        warehouses: [BER, HAM]
        price_lists: { retail: { currency: EUR }, b2b: { currency: EUR } }
        attributes: { material: text, size: text }

      tables:
        amazon_types: { shoes: SHOES, clothing: COAT, equipment: SPORTING_GOODS }

      """;

  private final AmazonMarket amazon;
  private final BolMarket bol;
  private final ShopifyMarket shopify;
  private final WooMarket woo;

  /**
   * Opens them; they go with their Vert.x. Waits until they listen.
   *
   * @param sold what may be there
   */
  public Markets(Vertx vertx, InstantSource clock, Catalogue sold) {
    List<String> skus =
        sold.products().stream()
            .flatMap(product -> product.variants().stream())
            .map(Variant::sku)
            .toList();
    amazon = new AmazonMarket(vertx, clock, skus);
    bol = new BolMarket(vertx, clock);
    shopify = new ShopifyMarket(vertx, clock, skus);
    woo = new WooMarket(vertx, clock);
    all().forEach(market -> Market.await(market.standIn().listen(0)));
  }

  public List<Market> all() {
    return List.of(amazon, bol, shopify, woo);
  }

  /** The one that is a good example of everything that takes its time. */
  public Market bol() {
    return bol;
  }

  /** How long they take for an answer, on the wall. */
  public void latency(Duration latency) {
    all().forEach(market -> market.standIn().latency(latency));
  }

  /** Ends what Shopify has granted; it grants new ones. */
  public void endShopifyTokens() {
    shopify.endTokens();
  }

  /** Sections of {@code channels.yaml} beside the channels. */
  public String sections() {
    return SECTIONS;
  }

  /** What stands under {@code channels:}. */
  public String yaml() {
    return all().stream().map(Market::yaml).collect(Collectors.joining("\n"));
  }

  /** What they would hold against their client, with how often; empty where all is well. */
  public Map<String, Integer> violations() {
    Map<String, Integer> all = new TreeMap<>();
    all()
        .forEach(
            market ->
                market
                    .standIn()
                    .violations()
                    .counts()
                    .forEach((what, count) -> all.put(market.name() + ": " + what, count)));
    return all;
  }

  /** Listings that are there and should not, are not there, twice, or otherwise; in words. */
  public List<String> differences(Books books) {
    List<String> differences = new ArrayList<>();
    all().forEach(market -> compare(market, books, differences));
    return differences;
  }

  private static void compare(Market market, Books books, List<String> differences) {
    Map<String, Listing> shown = new HashMap<>();
    for (Listing listing : market.shown()) {
      if (shown.put(listing.sku(), listing) != null) {
        differences.add(market.name() + " has twice " + listing);
      }
    }
    Set<String> known = new HashSet<>();
    for (Article article : books.articles()) {
      known.add(article.sku());
      Optional<Listing> expected = market.expected(article);
      Optional<Listing> there = Optional.ofNullable(shown.get(article.sku()));
      if (!expected.equals(there)) {
        differences.add(
            "%s should have %s and has %s"
                .formatted(market.name(), words(article, expected), words(article, there)));
      }
    }
    shown.values().stream()
        .filter(listing -> !known.contains(listing.sku()))
        .forEach(listing -> differences.add(market.name() + " has unasked " + listing));
  }

  private static String words(Article article, Optional<Listing> listing) {
    return listing.map(Listing::toString).orElse("no " + article.sku());
  }
}
