package io.sluice.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Value;
import io.sluice.simulator.market.MarketExchange;
import io.sluice.simulator.woocommerce.WooProduct;
import io.sluice.simulator.woocommerce.WooShop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
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

/** A connection to a stand-in shop, on a clock that may run ahead. */
abstract class WooShopFixture {
  final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  volatile Duration later = Duration.ZERO;
  final InstantSource clock = () -> Instant.now().plus(later);
  final WooShop shop = new WooShop(vertx, clock);
  final List<MarketExchange> exchanges = new CopyOnWriteArrayList<>();
  ChannelConnection connection;

  @BeforeEach
  void begin() {
    await(() -> shop.listen(0));
    await(() -> shop.keys("ck_1", "cs_1"));
    await(() -> shop.listener(exchanges::add));
    connection = open(Map.of());
  }

  ChannelConnection open(Map<String, Object> other) {
    return new WooCommerceAdapter()
        .open(settings(other), ChannelContext.passing(vertx, InstantSource.system()));
  }

  @AfterEach
  void end() throws Exception {
    vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
  }

  ChannelSettings settings(Map<String, Object> other) {
    Map<String, Object> values = new HashMap<>();
    values.put("store", shop.url());
    values.put("consumer_key", new Secret("ck_1"));
    values.put("consumer_secret", new Secret("cs_1"));
    values.put("currency", "EUR");
    values.put("allow_private", true);
    values.putAll(other);
    return new ChannelSettings("shop", values, EnumSet.allOf(Facet.class), 1_000, false);
  }

  <T> T await(Supplier<Future<T>> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    context.runOnContext(go -> work.get().onComplete(done::complete, done::completeExceptionally));
    return done.orTimeout(20, TimeUnit.SECONDS).join();
  }

  static ChannelUpdate update(String sku, Facet facet, Value value, Listed listed) {
    return new ChannelUpdate("id-1", sku, facet, 1, "1", "pim", null, value, listed, null);
  }

  static ChannelUpdate product(String sku) {
    byte[] json = "{\"name\":\"Bag\"}".getBytes(StandardCharsets.UTF_8);
    return update(sku, Facet.PRODUCT, new Value.Product(json), Listed.NO);
  }

  static ChannelUpdate stock(String sku, long quantity) {
    return update(sku, Facet.STOCK, new Value.Stock(quantity, Map.of()), Listed.YES);
  }

  static ChannelUpdate price(
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

  List<Outcome> deliver(List<ChannelUpdate> updates) {
    return await(() -> connection.deliver(new ChannelCall("call", updates)));
  }

  Outcome deliver(ChannelUpdate update) {
    return deliver(List.of(update)).get(0);
  }

  WooProduct found(String sku) {
    WooProduct found = await(() -> shop.find(sku));
    assertThat(found).isNotNull();
    return found;
  }
}
