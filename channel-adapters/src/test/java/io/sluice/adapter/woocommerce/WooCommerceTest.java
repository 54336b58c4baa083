package io.sluice.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.CallPreview;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.adapter.SettingProblem;
import io.sluice.adapter.Value;
import io.sluice.simulator.market.MarketExchange;
import io.sluice.simulator.woocommerce.WooProduct;
import io.sluice.simulator.woocommerce.WooShop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What only WooCommerce has. */
class WooCommerceTest {
  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final WooShop shop = new WooShop(vertx, InstantSource.system());
  private final List<MarketExchange> exchanges = new CopyOnWriteArrayList<>();
  private ChannelConnection connection;

  @BeforeEach
  void begin() {
    await(() -> shop.listen(0));
    await(() -> shop.keys("ck_1", "cs_1"));
    await(() -> shop.listener(exchanges::add));
    connection =
        new WooCommerceAdapter()
            .open(settings(Map.of()), ChannelContext.passing(vertx, InstantSource.system()));
  }

  @AfterEach
  void end() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  private ChannelSettings settings(Map<String, Object> other) {
    Map<String, Object> values = new HashMap<>();
    values.put("store", shop.url());
    values.put("consumer_key", new Secret("ck_1"));
    values.put("consumer_secret", new Secret("cs_1"));
    values.put("currency", "EUR");
    values.put("allow_private", true);
    values.putAll(other);
    return new ChannelSettings("shop", values, EnumSet.allOf(Facet.class), 1_000, false);
  }

  private <T> T await(Supplier<Future<T>> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    context.runOnContext(go -> work.get().onComplete(done::complete, done::completeExceptionally));
    return done.orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static ChannelUpdate update(String sku, Facet facet, Value value, Listed listed) {
    return new ChannelUpdate("id-1", sku, facet, 1, "1", "pim", null, value, listed, null);
  }

  private static ChannelUpdate product(String sku) {
    byte[] json = "{\"name\":\"Bag\"}".getBytes(StandardCharsets.UTF_8);
    return update(sku, Facet.PRODUCT, new Value.Product(json), Listed.NO);
  }

  private static ChannelUpdate stock(String sku, long quantity) {
    return update(sku, Facet.STOCK, new Value.Stock(quantity, Map.of()), Listed.YES);
  }

  private static ChannelUpdate price(
      String sku, @Nullable String amount, @Nullable String compareAt, String currency) {
    Value.ListPrice price =
        new Value.ListPrice(
            "default",
            amount == null ? null : new BigDecimal(amount),
            currency,
            compareAt == null ? null : new BigDecimal(compareAt),
            null,
            null);
    return update(sku, Facet.PRICE, new Value.Price(List.of(price)), Listed.YES);
  }

  private List<Outcome> deliver(List<ChannelUpdate> updates) {
    return await(() -> connection.deliver(new ChannelCall("call", updates)));
  }

  private Outcome deliver(ChannelUpdate update) {
    return deliver(List.of(update)).get(0);
  }

  private WooProduct found(String sku) {
    WooProduct found = await(() -> shop.find(sku));
    assertThat(found).isNotNull();
    return found;
  }

  @Test
  void thousandStocksAreTenRequests() {
    for (int hundred = 0; hundred < 10; hundred++) {
      List<ChannelUpdate> some = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        some.add(product("SKU-" + (hundred * 100 + i)));
      }
      assertThat(deliver(some)).allMatch(Outcome.Accepted.PLAIN::equals);
    }
    exchanges.clear();

    for (int hundred = 0; hundred < 10; hundred++) {
      List<ChannelUpdate> some = new ArrayList<>();
      for (int i = 0; i < 100; i++) {
        some.add(stock("SKU-" + (hundred * 100 + i), i));
      }
      assertThat(deliver(some)).allMatch(Outcome.Accepted.PLAIN::equals);
    }

    assertThat(exchanges).hasSize(10);
    assertThat(found("SKU-742").stockQuantity()).isEqualTo(42);
  }

  @Test
  void productMadeAnewIsFoundBehindItsOldId() {
    deliver(product("A"));
    await(() -> shop.delete("A"));
    assertThat(deliver(stock("A", 1))).isInstanceOf(Outcome.Conflict.class);

    assertThat(deliver(stock("A", 1))).isInstanceOf(Outcome.NotListed.class);
    deliver(product("A"));
    assertThat(deliver(stock("A", 2))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(found("A").stockQuantity()).isEqualTo(2);
  }

  @Test
  void newProductCannotBeBoughtBeforeItsStockIsKnown() {
    deliver(product("A"));

    assertThat(found("A").stockQuantity()).isZero();
  }

  @Test
  void variationIsChangedAtItsProduct() {
    await(() -> shop.putVariation("RED"));
    deliver(product("A"));

    assertThat(deliver(List.of(stock("RED", 3), stock("A", 4))))
        .containsExactly(Outcome.Accepted.PLAIN, Outcome.Accepted.PLAIN);
    assertThat(deliver(product("RED"))).isEqualTo(Outcome.Accepted.PLAIN);

    assertThat(found("RED").stockQuantity()).isEqualTo(3);
    assertThat(found("RED").name()).isEqualTo("One of it");
    assertThat(found("A").stockQuantity()).isEqualTo(4);
    long parent = found("RED").parent();
    assertThat(exchanges)
        .anyMatch(each -> each.request().target().contains("/" + parent + "/variations/batch"));
  }

  @Test
  void skuWithACommaIsFound() {
    deliver(product("A,B"));
    ChannelConnection other =
        new WooCommerceAdapter()
            .open(settings(Map.of()), ChannelContext.passing(vertx, InstantSource.system()));
    assertThat(await(() -> other.deliver(new ChannelCall("c", List.of(stock("A,B", 1))))))
        .containsExactly(Outcome.Accepted.PLAIN);
  }

  @Test
  void crossedOutPriceIsASale() {
    deliver(product("A"));
    deliver(price("A", "19.90", "24.95", "EUR"));
    assertThat(found("A").regularPrice()).isEqualTo("24.95");
    assertThat(found("A").salePrice()).isEqualTo("19.90");

    deliver(price("A", "21.00", null, "EUR"));
    assertThat(found("A").regularPrice()).isEqualTo("21.00");
    assertThat(found("A").salePrice()).isEmpty();

    deliver(price("A", null, null, "EUR"));
    assertThat(found("A").price()).isEmpty();
  }

  @Test
  void priceInAnotherCurrencyIsNotSent() {
    deliver(product("A"));
    assertThat(deliver(price("A", "19.90", null, "USD")))
        .isEqualTo(
            new Outcome.Rejected(
                "price.currency",
                "the price is in USD, the shop's currency is EUR",
                Outcome.Scope.ITEM,
                null));
  }

  @Test
  void productWithoutANameIsNotSent() {
    byte[] json = "{\"description\":\"x\"}".getBytes(StandardCharsets.UTF_8);
    assertThat(deliver(update("A", Facet.PRODUCT, new Value.Product(json), Listed.NO)))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class, no -> assertThat(no.code()).isEqualTo("product.name"));
    assertThat(await(shop::products)).isEmpty();
  }

  @Test
  void productThatComesBackIsPublished() {
    deliver(product("A"));
    deliver(update("A", Facet.PRODUCT, new Value.Discontinued(), Listed.YES));
    assertThat(found("A").status()).isEqualTo("draft");
    deliver(product("A"));
    assertThat(found("A").status()).isEqualTo("publish");
  }

  @Test
  void previewIsTheBatch() {
    CallPreview preview =
        new WooCommerceAdapter()
            .preview(settings(Map.of()), new ChannelCall("c", List.of(stock("A", 3))));

    assertThat(preview).isInstanceOf(CallPreview.Requests.class);
    var request = ((CallPreview.Requests) preview).requests().get(0);
    assertThat(request.url()).isEqualTo(shop.url() + "/wp-json/wc/v3/products/batch");
    assertThat(new String(request.body(), StandardCharsets.UTF_8))
        .contains("\"id\":\"***\"")
        .contains("\"stock_quantity\":3");
  }

  private List<String> problems(String key, Object value) {
    return new WooCommerceAdapter()
        .validate(settings(Map.of(key, value))).stream().map(SettingProblem::path).toList();
  }

  @Test
  void wrongSettingsArePointedAt() {
    assertThat(problems("store", "https://shop.example/blog")).isEmpty();
    assertThat(problems("store", "shop.example")).containsExactly("store");
    assertThat(problems("store", "https://a:b@shop.example")).containsExactly("store");
    assertThat(problems("store", "https://shop.example/wp-json/wc/v3")).containsExactly("store");
    assertThat(problems("store", "https://shop.example?x=1")).containsExactly("store");
    assertThat(problems("store", "https://shop example")).containsExactly("store");
    assertThat(problems("consumer_key", new Secret("ck:1"))).containsExactly("consumer_key");
    assertThat(problems("consumer_secret", new Secret(""))).containsExactly("consumer_secret");
    assertThat(problems("currency", "euro")).containsExactly("currency");
    assertThat(problems("allow_private", false)).containsExactly("store");
  }
}
