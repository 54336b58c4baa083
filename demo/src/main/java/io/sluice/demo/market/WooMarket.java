package io.sluice.demo.market;

import io.sluice.simulator.market.Marketplace;
import io.sluice.simulator.woocommerce.WooProduct;
import io.sluice.simulator.woocommerce.WooShop;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** A shop for business customers, who get half of what is in Hamburg. */
final class WooMarket extends Market {
  private static final String KEY = "ck_0123456789abcdef";
  private static final String SECRET = "cs_fedcba9876543210";

  private final WooShop shop;

  WooMarket(Vertx vertx, InstantSource clock) {
    super("woo_b2b");
    this.shop = new WooShop(vertx, clock);
    await(shop.keys(KEY, SECRET));
  }

  @Override
  String yaml() {
    return """
      woo_b2b:
        adapter: woocommerce
        store: "%s"
        consumer_key: "${env:DEMO_WOO_KEY:-%s}"
        consumer_secret: "${env:DEMO_WOO_SECRET:-%s}"
        currency: EUR
        allow_private: yes
        batch: { at_most: 50 }
        limits: { parallel: 2 }
        only_if: gtin != ""
        stock: { warehouses: [HAM], share: 50%% }
        price: { list: b2b }
    """
        .formatted(shop.url(), KEY, SECRET);
  }

  @Override
  Optional<Listing> expected(Article article) {
    return Optional.of(
        Listing.of(
            article.sku(),
            article.variant().name() + ", publish",
            article.discontinued() ? 0 : article.stock("HAM") / 2,
            article.cents("b2b")));
  }

  @Override
  List<Listing> shown() {
    return await(shop.products()).stream().map(WooMarket::listing).toList();
  }

  private static Listing listing(WooProduct product) {
    Long quantity = product.stockQuantity();
    return new Listing(
        product.sku(),
        product.name() + ", " + product.status(),
        quantity == null ? -1 : quantity,
        product.price().isEmpty() ? BigDecimal.ZERO : new BigDecimal(product.price()));
  }

  /** Its keys do not end. */
  @Override
  public int tokens() {
    return 0;
  }

  @Override
  Marketplace standIn() {
    return shop;
  }
}
