package io.sluice.gateway.flow;

import static io.sluice.gateway.flow.Flow.event;
import static io.sluice.gateway.flow.Flow.soon;
import static io.sluice.gateway.flow.Flow.stock;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.amazon.AmazonAccount;
import io.sluice.simulator.amazon.AmazonMarketplace;
import io.sluice.simulator.amazon.ShownListing;
import io.sluice.simulator.bol.BolMarketplace;
import io.sluice.simulator.bol.BolOffer;
import io.sluice.simulator.market.Marketplace;
import io.sluice.simulator.shopify.ShopifyShop;
import io.sluice.simulator.shopify.ShownVariant;
import io.sluice.simulator.woocommerce.WooProduct;
import io.sluice.simulator.woocommerce.WooShop;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A product leaves each marketplace and comes back, and nothing else changed: what customers see of
 * it is all there again.
 */
class RelistedThereTest extends FlowTest {
  private static final String SKU = "S1";
  private static final String RULES =
      """
        price: { list: retail }
        when_discontinued: delist
        allow_private: yes
      """;

  private final Vertx vertx = Vertx.vertx();
  private @TempDir Path directory;

  /** What customers see of a product that they can buy. */
  private record Offered(long quantity, BigDecimal price) {
    static @Nullable Offered of(@Nullable Long quantity, @Nullable BigDecimal price) {
      boolean none = quantity == null || quantity == 0 || price == null || price.signum() == 0;
      return none ? null : new Offered(quantity, price.stripTrailingZeros());
    }
  }

  @AfterEach
  void close() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  /** How a secret is written. */
  private String secret(String name, String value) {
    try {
      Files.writeString(directory.resolve(name), value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "\"${file:%s}\"".formatted(directory.resolve(name));
  }

  private static String product(long sequence) {
    return event(
        "p" + sequence,
        "product.updated",
        sequence,
        "",
        "{\"sku\":\"S1\",\"name\":\"Runner\",\"brand\":\"Acme\",\"gtin\":\"8712345678906\"}");
  }

  private static String price() {
    return event(
        "r1",
        "product.price.changed",
        1,
        "",
        "{\"sku\":\"S1\",\"list\":\"retail\",\"amount\":\"17.50\",\"currency\":\"EUR\"}");
  }

  private void leavesAndComesBack(
      Marketplace marketplace, String channel, Supplier<@Nullable Offered> shown) {
    Offered whole = new Offered(5, new BigDecimal("17.5"));
    try (Flow flow = Flow.withSections(node, directory, CATALOG, channel + RULES)) {
      flow.publish(product(1));
      flow.publish(stock("s1", SKU, "BER", 1, 5));
      flow.publish(price());
      soon().untilAsserted(() -> assertThat(shown.get()).isEqualTo(whole));

      flow.publish(event("p2", "product.discontinued", 2, "", "{\"sku\":\"S1\"}"));
      soon().untilAsserted(() -> assertThat(shown.get()).isNull());
      soon().until(() -> flow.channel("shop").getLong("backlog") == 0);

      flow.publish(product(3));

      soon().untilAsserted(() -> assertThat(shown.get()).isEqualTo(whole));
      assertThat(marketplace.violations().counts()).isEmpty();
    }
  }

  @Test
  void atWooCommerce() {
    WooShop shop = new WooShop(vertx, InstantSource.system());
    await(shop.keys("ck_1", "cs_1"));
    await(shop.listen(0));
    String channel =
        """
        shop:
          adapter: woocommerce
          store: %s
          consumer_key: %s
          consumer_secret: %s
          currency: EUR
        """
            .formatted(shop.url(), secret("key", "ck_1"), secret("secret", "cs_1"));
    leavesAndComesBack(
        shop,
        channel,
        () -> {
          WooProduct found = await(shop.find(SKU));
          return found == null || !found.buyable()
              ? null
              : Offered.of(found.stockQuantity(), new BigDecimal(found.price()));
        });
  }

  private void atBol(String endWith) {
    BolMarketplace bol = new BolMarketplace(vertx, InstantSource.system());
    await(bol.listen(0));
    String channel =
        """
        shop:
          adapter: bol
          client_id: %s
          client_secret: %s
          endpoint: %s
          token_endpoint: %s
          delivery_code: 1-2d
          end_with: %s
          pending: { poll_every: 100ms }
        """
            .formatted(
                BolMarketplace.CLIENT_ID,
                secret("secret", BolMarketplace.CLIENT_SECRET),
                bol.url(),
                bol.loginUrl(),
                endWith);
    leavesAndComesBack(
        bol,
        channel,
        () ->
            await(bol.offers()).values().stream()
                .filter(offer -> offer.reference().equals(SKU) && !offer.onHold())
                .findFirst()
                .map(RelistedThereTest::offered)
                .orElse(null));
  }

  private static @Nullable Offered offered(BolOffer offer) {
    return Offered.of((long) offer.stock(), offer.price());
  }

  @Test
  void atBolThatDeletes() {
    atBol("delete");
  }

  @Test
  void atBolThatHides() {
    atBol("hold");
  }

  private void atShopify(String discontinued) {
    ShopifyShop shop = new ShopifyShop(vertx, InstantSource.system());
    await(shop.listen(0));
    String channel =
        """
        shop:
          adapter: shopify
          shop: my-shop
          endpoint: %s
          client_id: %s
          client_secret: %s
          location: "1"
          currency: EUR
          discontinued: %s
        """
            .formatted(
                shop.url(),
                ShopifyShop.CLIENT_ID,
                secret("secret", ShopifyShop.CLIENT_SECRET),
                discontinued);
    leavesAndComesBack(
        shop, channel, () -> shop.find(SKU).map(RelistedThereTest::offered).orElse(null));
  }

  private static @Nullable Offered offered(ShownVariant variant) {
    Integer available = variant.available().get(ShopifyShop.LOCATION);
    return available == null || !variant.status().equals("ACTIVE")
        ? null
        : Offered.of(available.longValue(), new BigDecimal(variant.price()));
  }

  @Test
  void atShopifyThatArchives() {
    atShopify("archive");
  }

  @Test
  void atShopifyThatSellsItOut() {
    atShopify("stock_0");
  }

  private void atAmazon(String endWith) {
    AmazonAccount account = AmazonAccount.EXAMPLE;
    AmazonMarketplace store = new AmazonMarketplace(vertx, InstantSource.system(), account);
    store.productType("LUGGAGE", "item_name", "brand");
    await(store.listen(0));
    store.documentsAt(store.url());
    String channel =
        """
        shop:
          adapter: amazon
          seller: %s
          marketplace: DE
          client_id: %s
          client_secret: %s
          refresh_token: %s
          endpoint: %s
          token_endpoint: %s/auth/o2/token
          product_type: LUGGAGE
          end_with: %s
          fields: { item_name: { from: name }, brand: { from: brand } }
        """
            .formatted(
                account.sellerId(),
                account.clientId(),
                secret("secret", account.clientSecret()),
                secret("refresh", account.refreshToken()),
                store.url(),
                store.url(),
                endWith);
    leavesAndComesBack(
        store,
        channel,
        () -> {
          ShownListing found = store.shown(SKU);
          return found == null ? null : Offered.of(found.quantity(), found.price());
        });
  }

  @Test
  void atAmazonThatDeletes() {
    atAmazon("delete");
  }

  @Test
  void atAmazonThatEndsTheOffer() {
    atAmazon("offer");
  }
}
