package io.sluice.adapter.bol;

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
import io.sluice.adapter.spec.OfficialApi;
import io.sluice.adapter.spec.SpecFolder;
import io.sluice.simulator.bol.BolMarketplace;
import io.sluice.simulator.bol.BolOffer;
import io.sluice.simulator.bol.BolOperation;
import io.sluice.simulator.market.MarketExchange;
import io.sluice.simulator.market.MarketRequest;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A channel to the stand-in on one Vert.x context, on a clock that stands still. Every exchange is
 * held against bol's description when it closes, and the stand-in must have nothing to complain of.
 */
final class BolFixture implements AutoCloseable {
  static final String SKU = "SKU-1001";

  final Vertx vertx = Vertx.vertx();
  final Context context = vertx.getOrCreateContext();
  final List<MarketExchange> exchanges = new CopyOnWriteArrayList<>();
  final MoodyIds remoteIds = new MoodyIds();
  final BolMarketplace bol;
  private final Map<String, Object> values = new HashMap<>();
  private Set<Facet> send = EnumSet.allOf(Facet.class);
  private Instant now = Instant.parse("2026-11-20T12:00:00Z");
  private ChannelConnection connection;
  private int updates;

  BolFixture() {
    bol = new BolMarketplace(vertx, clock());
    await(() -> bol.listen(0));
    await(() -> bol.listener(exchanges::add));
    values.put("client_id", BolMarketplace.CLIENT_ID);
    values.put("client_secret", new Secret(BolMarketplace.CLIENT_SECRET));
    values.put("endpoint", bol.url());
    values.put("token_endpoint", bol.loginUrl());
    values.put("delivery_code", "1-2d");
    values.put("allow_private", true);
    values.put("total_timeout", Duration.ofSeconds(5));
    values.put("connect_timeout", Duration.ofSeconds(2));
    connection = open();
  }

  static OfficialApi official() {
    return OfficialApi.of(
            "bol/retailer-v10.offers-content-subscriptions.json",
            "bol/shared-v10.process-status.json")
        .unofficial("POST", "/token", "bol, authentication")
        .alsoAnswers(401, 404, 410, 429)
        .needs("authorization");
  }

  static boolean isOneOf(Collection<BolOperation> operations, MarketRequest request) {
    return operations.stream().anyMatch(each -> each.fits(request));
  }

  /** As a source sends it, with a price for the new offer; "" for none. */
  static Value.Product content(String sku, String name, String price) {
    JsonObject content =
        new JsonObject().put("sku", sku).put("name", name).put("gtin", ean(sku)).put("brand", "A");
    if (!price.isEmpty()) {
      content.put("price", new BigDecimal(price));
    }
    return product(content);
  }

  static Value.Product product(JsonObject content) {
    return new Value.Product(content.encode().getBytes(StandardCharsets.UTF_8));
  }

  static String ean(String sku) {
    return "871%010d".formatted(sku.hashCode() & 0x7fffffff);
  }

  InstantSource clock() {
    return () -> now;
  }

  Instant now() {
    return now;
  }

  BolFixture with(String name, Object value) {
    values.put(name, value);
    connection = open();
    return this;
  }

  BolFixture without(Facet facet) {
    send = EnumSet.complementOf(EnumSet.of(facet));
    connection = open();
    return this;
  }

  ChannelSettings settings() {
    return new ChannelSettings("bol_nl", values, send, 1, false);
  }

  /** Ids are known still, tokens are not: as after a restart. */
  ChannelConnection open() {
    return new BolAdapter()
        .open(
            settings(),
            new ChannelContext(
                vertx, clock(), new LocalCredentialStore(vertx, clock()), remoteIds));
  }

  void restart() {
    connection = open();
  }

  ChannelConnection connection() {
    return connection;
  }

  void later(Duration ahead) {
    now = now.plus(ahead);
  }

  <T> T await(Supplier<Future<T>> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    context.runOnContext(go -> work.get().onComplete(done::complete, done::completeExceptionally));
    try {
      return done.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  ChannelUpdate update(String sku, Facet facet, Value value, Listed listed) {
    updates++;
    return new ChannelUpdate(
        "update-" + updates, sku, facet, updates, "1", "pim", now, value, listed, null);
  }

  ChannelUpdate stock(String sku, long quantity) {
    return update(sku, Facet.STOCK, new Value.Stock(quantity, Map.of()), Listed.YES);
  }

  ChannelUpdate price(String sku, String amount) {
    Value.ListPrice price =
        new Value.ListPrice("default", new BigDecimal(amount), "EUR", null, null, null);
    return update(sku, Facet.PRICE, new Value.Price(List.of(price)), Listed.YES);
  }

  ChannelUpdate create(String sku, Value.Product content) {
    return update(sku, Facet.PRODUCT, content, Listed.NO);
  }

  ChannelUpdate change(String sku, Value.Product content) {
    return update(sku, Facet.PRODUCT, content, Listed.YES);
  }

  ChannelUpdate discontinue(String sku) {
    return update(sku, Facet.PRODUCT, new Value.Discontinued(), Listed.YES);
  }

  Outcome deliver(ChannelUpdate update) {
    return await(() -> connection.deliver(new ChannelCall("call", List.of(update)))).get(0);
  }

  Outcome poll(String handle) {
    return poll(List.of(handle)).get(0);
  }

  List<Outcome> poll(List<String> handles) {
    return await(() -> connection.poll(handles));
  }

  /** Asks until it is decided, a few times at most. */
  Outcome finished(Outcome outcome) {
    Outcome last = outcome;
    for (int round = 0; last instanceof Outcome.Pending pending; round++) {
      assertThat(round).as("rounds").isLessThan(20);
      later(Duration.between(now, pending.pollAt()));
      last = poll(pending.handle());
    }
    return last;
  }

  Outcome settle(ChannelUpdate update) {
    return finished(deliver(update));
  }

  /** An offer that is there and known. */
  String listed(String sku) {
    assertThat(settle(create(sku, content(sku, "Bag", "24.95")))).isEqualTo(Outcome.Accepted.PLAIN);
    return offer(sku).id();
  }

  BolOffer offer(String sku) {
    return await(bol::offers).values().stream()
        .filter(offer -> offer.reference().equals(sku))
        .findFirst()
        .orElseThrow(() -> new AssertionError("no offer of " + sku));
  }

  Map<String, String> ids(String sku) {
    return await(() -> remoteIds.find(List.of(sku))).getOrDefault(sku, Map.of());
  }

  /** Bodies of requests of an operation, in order. */
  List<JsonObject> sent(BolOperation operation) {
    return exchanges.stream()
        .map(MarketExchange::request)
        .filter(operation::fits)
        .map(request -> new JsonObject(request.text()))
        .toList();
  }

  int requests(BolOperation operation) {
    return await(bol::requests).getOrDefault(operation, 0);
  }

  @Override
  public void close() {
    try {
      if (SpecFolder.isThere()) {
        OfficialApi official = official();
        assertThat(exchanges).flatMap(official::problems).isEmpty();
      }
      assertThat(bol.violations().counts()).isEmpty();
    } finally {
      try {
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
  }
}
