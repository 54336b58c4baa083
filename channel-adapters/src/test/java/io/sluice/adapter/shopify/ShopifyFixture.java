package io.sluice.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.LocalCredentialStore;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Value;
import io.sluice.simulator.market.MarketExchange;
import io.sluice.simulator.shopify.ShopifyShop;
import io.sluice.simulator.shopify.ShownVariant;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A channel of the shopify adapter and its stand-in, on a clock that stands still. */
final class ShopifyFixture implements AutoCloseable {
  Instant now = Instant.parse("2026-11-20T12:00:00Z");
  final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  final ShopifyShop shop = new ShopifyShop(vertx, () -> now);
  final StallingRemoteIds remoteIds = new StallingRemoteIds();
  final List<MarketExchange> exchanges = new CopyOnWriteArrayList<>();
  private final Map<String, Object> values = new HashMap<>();
  private Set<Facet> send = EnumSet.allOf(Facet.class);
  private @Nullable ChannelConnection connection;
  private int updates;

  ShopifyFixture() {
    await(() -> shop.listen(0));
    await(() -> shop.listener(exchanges::add));
    values.put("shop", "my-shop");
    values.put("endpoint", shop.url());
    values.put("access_token", new Secret(ShopifyShop.ACCESS_TOKEN));
    values.put("location", "1");
    values.put("allow_private", true);
    values.put("total_timeout", Duration.ofSeconds(10));
  }

  ShopifyFixture with(String name, Object value) {
    values.put(name, value);
    return this;
  }

  ShopifyFixture without(String name) {
    values.remove(name);
    return this;
  }

  ShopifyFixture send(Set<Facet> facets) {
    send = facets;
    return this;
  }

  ChannelSettings settings() {
    return new ChannelSettings("shop", values, send, 250, false);
  }

  ChannelConnection open() {
    ChannelConnection open = connection;
    if (open == null) {
      ChannelContext given =
          new ChannelContext(
              vertx, () -> now, new LocalCredentialStore(vertx, () -> now), remoteIds);
      open = new ShopifyAdapter().open(settings(), given);
      connection = open;
    }
    return open;
  }

  /** As after a restart. */
  void reopen() {
    connection = null;
  }

  List<Outcome> deliver(List<ChannelUpdate> some) {
    ChannelConnection open = open();
    return await(() -> open.deliver(new ChannelCall("call", some)));
  }

  Outcome deliver(ChannelUpdate update) {
    return deliver(List.of(update)).get(0);
  }

  /** As the gateway goes on after a deferral. */
  Outcome settle(ChannelUpdate update) {
    return settle(List.of(update)).get(0);
  }

  List<Outcome> settle(List<ChannelUpdate> some) {
    List<Outcome> outcomes = new ArrayList<>(deliver(some));
    for (int round = 0; round < 100; round++) {
      List<Integer> left = new ArrayList<>();
      for (int i = 0; i < some.size(); i++) {
        if (outcomes.get(i) instanceof Outcome.Deferred deferred) {
          left.add(i);
          now = deferred.until().isAfter(now) ? deferred.until() : now;
        }
      }
      if (left.isEmpty()) {
        return outcomes;
      }
      List<Outcome> again = deliver(left.stream().map(some::get).toList());
      for (int i = 0; i < left.size(); i++) {
        outcomes.set(left.get(i), again.get(i));
      }
    }
    throw new AssertionError("still deferred: " + outcomes.get(0));
  }

  void accepted(ChannelUpdate... some) {
    for (ChannelUpdate update : some) {
      assertThat(settle(update)).isEqualTo(Outcome.Accepted.PLAIN);
    }
  }

  <T> T await(Supplier<Future<T>> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    context.runOnContext(go -> work.get().onComplete(done::complete, done::completeExceptionally));
    try {
      return done.get(30, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  /** Bodies of the requests whose operation has that name, in their order. */
  List<JsonObject> asked(String operation) {
    return exchanges.stream()
        .map(exchange -> new JsonObject(exchange.request().text()))
        .filter(body -> body.getString("query").contains(" " + operation))
        .toList();
  }

  ShownVariant shown(String sku) {
    return shop.find(sku).orElseThrow(() -> new AssertionError("the shop has no " + sku));
  }

  int stockOf(String sku) {
    return shown(sku).available().getOrDefault(ShopifyShop.LOCATION, -1);
  }

  ChannelUpdate stock(String sku, long quantity) {
    return update(sku, Facet.STOCK, new Value.Stock(quantity, Map.of()));
  }

  ChannelUpdate stock(String sku, Map<String, Long> warehouses) {
    long sum = warehouses.values().stream().mapToLong(each -> each).sum();
    return update(sku, Facet.STOCK, new Value.Stock(sum, warehouses));
  }

  ChannelUpdate price(String sku, String amount) {
    return price(sku, amount, null);
  }

  ChannelUpdate price(String sku, String amount, @Nullable String compareAt) {
    Value.ListPrice price =
        new Value.ListPrice(
            "default",
            new BigDecimal(amount),
            "EUR",
            compareAt == null ? null : new BigDecimal(compareAt),
            null,
            null);
    return update(sku, Facet.PRICE, new Value.Price(List.of(price)));
  }

  ChannelUpdate product(String sku, JsonObject content) {
    byte[] json = content.encode().getBytes(StandardCharsets.UTF_8);
    return update(sku, Facet.PRODUCT, new Value.Product(json));
  }

  ChannelUpdate product(String sku, String name) {
    return product(sku, new JsonObject().put("name", name));
  }

  ChannelUpdate variant(String sku, String parent, String size) {
    return product(
        sku,
        new JsonObject()
            .put("name", "Shirt")
            .put("parent", parent)
            .put("variant", new JsonObject().put("Size", size)));
  }

  ChannelUpdate discontinued(String sku) {
    return update(sku, Facet.PRODUCT, new Value.Discontinued());
  }

  /** The same, of a product that is thought to be there, or not. */
  static ChannelUpdate of(Listed listed, ChannelUpdate update) {
    return new ChannelUpdate(
        update.id(),
        update.sku(),
        update.facet(),
        update.revision(),
        update.version(),
        update.source(),
        update.occurredAt(),
        update.value(),
        listed,
        null);
  }

  ChannelUpdate update(String sku, Facet facet, Value value) {
    updates++;
    return new ChannelUpdate(
        "u" + updates, sku, facet, updates, "1", "pim", now, value, Listed.UNKNOWN, null);
  }

  /** Nothing that the shop would complain of, in no test but those that want it. */
  void assertNoViolations() {
    assertThat(shop.violations().counts()).isEmpty();
  }

  @Override
  public void close() {
    try {
      if (OfficialSchema.isThere()) {
        assertThat(shop.documents()).flatMap(OfficialSchema::problems).isEmpty();
      }
      assertNoViolations();
    } finally {
      try {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
