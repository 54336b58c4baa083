package io.sluice.demo.shop;

import io.sluice.simulator.pim.EventWriter;
import io.sluice.simulator.pim.PimEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/**
 * The events of a shop: first its catalogue, then what changes in it, which is mostly stock, and
 * mostly that of a few products everybody wants. The same seed gives the same events. Not
 * thread-safe.
 */
public final class Changes {
  private static final List<String> WAREHOUSES = List.of("BER", "HAM");
  private static final String RETAIL = "retail";
  private static final String BUSINESS = "b2b";

  private final EventWriter events;
  private final Random random;
  private final List<Article> articles = new ArrayList<>();
  private final Map<String, Integer> editions = new HashMap<>();

  /** What is sold, and how much there is of it in each warehouse. */
  private record Article(Product product, Variant variant, long[] stock) {}

  public Changes(Catalogue catalogue, long seed, EventWriter events) {
    this.events = events;
    this.random = new Random(seed);
    for (Product product : catalogue.products()) {
      for (Variant variant : product.variants()) {
        articles.add(new Article(product, variant, new long[] {delivery(), delivery()}));
      }
    }
  }

  /** The whole catalogue with prices and stock, each product before its variants. */
  public List<PimEvent> catalogue() {
    List<PimEvent> opening = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (Article article : articles) {
      Product product = article.product();
      if (told.add(product.sku())) {
        opening.add(events.product(product.sku(), "product.created", Content.of(product, 1)));
      }
      tellAll(article, opening);
    }
    return opening;
  }

  private void tellAll(Article article, List<PimEvent> opening) {
    String sku = article.variant().sku();
    String content = Content.of(article.product(), article.variant(), 1);
    opening.add(events.product(sku, "product.created", content));
    opening.add(price(article, RETAIL, article.variant().cents()));
    opening.add(price(article, BUSINESS, business(article.variant().cents())));
    for (int warehouse = 0; warehouse < WAREHOUSES.size(); warehouse++) {
      opening.add(stock(article, warehouse));
    }
  }

  /** What changes next. */
  public PimEvent next() {
    Article article = wanted();
    int what = random.nextInt(100);
    if (what < 80) {
      return sold(article, random.nextInt(WAREHOUSES.size()));
    }
    return what < 94 ? repriced(article) : rewritten(article);
  }

  /** The first ones far more often than the last. */
  private Article wanted() {
    double chance = random.nextDouble();
    return articles.get((int) (chance * chance * articles.size()));
  }

  private PimEvent sold(Article article, int warehouse) {
    long[] stock = article.stock();
    stock[warehouse] =
        stock[warehouse] == 0 ? delivery() : Math.max(0, stock[warehouse] - 1 - random.nextInt(3));
    return stock(article, warehouse);
  }

  private long delivery() {
    return 12L + random.nextInt(60);
  }

  private PimEvent stock(Article article, int warehouse) {
    return events.stock(
        article.variant().sku(), WAREHOUSES.get(warehouse), article.stock()[warehouse]);
  }

  /** Up to a fifth below the usual price. */
  private PimEvent repriced(Article article) {
    long cents = article.variant().cents() * (80 + random.nextInt(21)) / 100;
    return random.nextBoolean()
        ? price(article, RETAIL, cents)
        : price(article, BUSINESS, business(cents));
  }

  private static long business(long cents) {
    return cents * 72 / 100;
  }

  private PimEvent price(Article article, String list, long cents) {
    return events.price(article.variant().sku(), list, cents);
  }

  private PimEvent rewritten(Article article) {
    String sku = article.variant().sku();
    int edition = editions.merge(sku, 2, (now, first) -> now + 1);
    String content = Content.of(article.product(), article.variant(), edition);
    return events.product(sku, "product.updated", content);
  }
}
