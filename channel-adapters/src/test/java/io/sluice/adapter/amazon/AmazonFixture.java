package io.sluice.adapter.amazon;

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
import io.sluice.adapter.PassingRemoteIds;
import io.sluice.adapter.Value;
import io.sluice.adapter.spec.OfficialApi;
import io.sluice.adapter.spec.SpecFolder;
import io.sluice.simulator.amazon.AmazonMarketplace;
import io.sluice.simulator.market.MarketExchange;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One connection to a store of its own, on a clock that stands still unless it is told to go. */
final class AmazonFixture implements AutoCloseable {
  private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");

  final Vertx vertx = Vertx.vertx();
  final AmazonMarketplace store;
  final List<MarketExchange> exchanges = new CopyOnWriteArrayList<>();
  private final Context context = vertx.getOrCreateContext();
  private final Map<String, Object> values;
  private final PassingRemoteIds remoteIds = new PassingRemoteIds();
  private volatile Instant now = BEGIN;
  private volatile long goesSince;
  private ChannelConnection connection;
  private int updates;

  /** With some settings besides the usual ones. */
  AmazonFixture(Map<String, Object> more) {
    store = new AmazonMarketplace(vertx, this::now, AmazonContractTest.ACCOUNT);
    store.productType("LUGGAGE", "item_name", "brand");
    await(() -> store.listen(0));
    await(() -> store.listener(exchanges::add));
    values = AmazonContractTest.keys(store.url());
    values.put("allow_private", true);
    values.putAll(more);
    connection = open();
    // Limits are empty at the start.
    rest(Duration.ofHours(1));
  }

  AmazonFixture() {
    this(Map.of());
  }

  ChannelSettings settings() {
    return new ChannelSettings("amazon_de", values, EnumSet.allOf(Facet.class), 1_000, false);
  }

  private ChannelConnection open() {
    return new AmazonAdapter()
        .open(
            settings(),
            new ChannelContext(
                vertx, this::now, new LocalCredentialStore(vertx, this::now), remoteIds));
  }

  /** As after a restart: what is durable is known, and nothing else. */
  void reopen() {
    reopen(Map.of());
  }

  /** With other settings, too. */
  void reopen(Map<String, Object> more) {
    values.putAll(more);
    ChannelConnection former = connection;
    await(former::close);
    connection = open();
    rest(Duration.ofHours(1));
  }

  void rest(Duration time) {
    now = now.plus(time);
  }

  /** From now on time passes, for what takes more searches than the limit has at once. */
  void letTimePass() {
    // Two clocks of one rate never agree to the microsecond: the store's limit has some room.
    store.limit("searchListingsItems", 5, 50);
    goesSince = System.nanoTime();
  }

  Instant now() {
    long since = goesSince;
    return since == 0 ? now : now.plusNanos(System.nanoTime() - since);
  }

  ChannelConnection connection() {
    return connection;
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

  List<Outcome> deliver(ChannelUpdate... some) {
    return deliver(List.of(some));
  }

  List<Outcome> deliver(List<ChannelUpdate> some) {
    return await(() -> connection.deliver(new ChannelCall("call", some)));
  }

  List<Outcome> poll(List<String> handles) {
    return await(() -> connection.poll(handles));
  }

  Outcome poll(Outcome pending) {
    return poll(List.of(((Outcome.Pending) pending).handle())).get(0);
  }

  int count(String operation) {
    return store.counts().getOrDefault(operation, 0);
  }

  /** Bodies of requests of a method, as texts. */
  List<String> bodies(String method) {
    return exchanges.stream()
        .map(MarketExchange::request)
        .filter(request -> request.method().equals(method))
        .map(request -> request.text())
        .toList();
  }

  ChannelUpdate update(String sku, Facet facet, Value value) {
    return update(sku, facet, value, Listed.UNKNOWN);
  }

  ChannelUpdate update(String sku, Facet facet, Value value, Listed listed) {
    updates++;
    return new ChannelUpdate(
        "update-" + updates, sku, facet, updates, "1", "pim", null, value, listed, null);
  }

  ChannelUpdate stock(String sku, long quantity) {
    return update(sku, Facet.STOCK, new Value.Stock(quantity, Map.of()));
  }

  ChannelUpdate price(String sku, @Nullable String amount) {
    return price(sku, amount, null, null, null);
  }

  ChannelUpdate price(
      String sku,
      @Nullable String amount,
      @Nullable String compareAt,
      @Nullable Instant from,
      @Nullable Instant until) {
    return update(
        sku,
        Facet.PRICE,
        new Value.Price(
            List.of(
                new Value.ListPrice(
                    "default", money(amount), "EUR", money(compareAt), from, until))));
  }

  private static @Nullable BigDecimal money(@Nullable String amount) {
    return amount == null ? null : new BigDecimal(amount);
  }

  ChannelUpdate product(String sku, String json) {
    return update(sku, Facet.PRODUCT, new Value.Product(json.getBytes(StandardCharsets.UTF_8)));
  }

  ChannelUpdate discontinued(String sku) {
    return update(sku, Facet.PRODUCT, new Value.Discontinued());
  }

  /** Nothing was sent that the official description does not know or that does harm there. */
  @Override
  public void close() throws Exception {
    try {
      assertThat(store.violations().counts()).as("violations").isEmpty();
      if (SpecFolder.isThere()) {
        OfficialApi api = AmazonContractTest.api();
        assertThat(exchanges).flatMap(api::problems).isEmpty();
      }
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }
}
