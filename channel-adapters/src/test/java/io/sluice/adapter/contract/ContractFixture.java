package io.sluice.adapter.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.CallTrace;
import io.sluice.adapter.Capabilities;
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
import io.sluice.adapter.ReadBack;
import io.sluice.adapter.RemoteIds;
import io.sluice.adapter.Secret;
import io.sluice.adapter.Value;
import io.sluice.adapter.spec.OfficialApi;
import io.sluice.simulator.market.MarketExchange;
import io.sluice.simulator.market.Marketplace;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One connection to one stand-in, and the part of the gateway that a test needs. */
public abstract class ContractFixture extends ContractSubject {
  static final Duration TOTAL_TIMEOUT = Duration.ofSeconds(5);
  static final String SKU = "SKU-1001";
  private static final int ROUNDS = 50;
  private static final long ANSWER_AT_MOST = 1 << 20;

  final ContractClock clock = new ContractClock();
  final List<MarketExchange> exchanges = new CopyOnWriteArrayList<>();
  private final RemoteIds remoteIds = new PassingRemoteIds();
  private final List<ChannelConnection> opened = new ArrayList<>();
  final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Map<String, Object> more = new HashMap<>();
  Marketplace marketplace;
  private String url = "";
  ChannelConnection connection;
  private int updates;
  private int calls;

  @BeforeEach
  void begin() {
    marketplace = marketplace(vertx, clock);
    await(() -> marketplace.listen(0));
    await(() -> marketplace.listener(exchanges::add));
    url = marketplace.url();
    connection = open();
  }

  /** Also closes: a test that fails must not leave a server. */
  @AfterEach
  void end() throws Exception {
    try {
      assertThat(marketplace.violations().counts()).as("violations").isEmpty();
      OfficialApi official = officialIsThere() ? official() : null;
      if (official != null) {
        assertThat(exchanges).flatMap(official::problems).as("official description").isEmpty();
      }
    } finally {
      for (ChannelConnection each : opened) {
        await(each::close);
      }
      await(marketplace::goDown);
      vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }
  }

  /** A connection as after a restart: ids are known still, tokens are not. */
  ChannelConnection open() {
    ChannelContext given =
        new ChannelContext(vertx, clock, new LocalCredentialStore(vertx, clock), remoteIds);
    ChannelConnection made = adapter().open(settings(), given);
    opened.add(made);
    return made;
  }

  /** What is known of a SKU there is lost, as with a new store. */
  void forgetIds(String sku) {
    await(() -> remoteIds.put(Map.of(sku, Map.of())));
    connection = open();
  }

  /** With another value of a key, or another address. */
  void reopen(String other, Map<String, Object> values) {
    url = other;
    more.putAll(values);
    connection = open();
  }

  ChannelSettings settings() {
    Map<String, Object> values = new LinkedHashMap<>(settings(url));
    values.put("allow_private", true);
    values.put("connect_timeout", Duration.ofSeconds(2));
    values.put("total_timeout", TOTAL_TIMEOUT);
    values.put("answer_at_most", ANSWER_AT_MOST);
    values.putAll(more);
    return new ChannelSettings("shop", values, EnumSet.allOf(Facet.class), batchAtMost(), false);
  }

  Capabilities capabilities() {
    return adapter().capabilities(settings());
  }

  /** What must never be seen outside. */
  List<String> secrets() {
    List<String> found = new ArrayList<>();
    secrets(settings().values().values(), found);
    return found;
  }

  private static void secrets(Collection<?> values, List<String> found) {
    for (Object value : values) {
      if (value instanceof Secret secret) {
        found.add(secret.reveal());
      } else if (value instanceof Map<?, ?> group) {
        secrets(group.values(), found);
      }
    }
  }

  void assertNoSecretIn(Object said) {
    assertThat(said.toString()).doesNotContain(secrets());
  }

  /** Runs on the one context of the connection. */
  protected final <T> T await(Supplier<Future<T>> work) {
    CompletableFuture<T> done = new CompletableFuture<>();
    context.runOnContext(go -> work.get().onComplete(done::complete, done::completeExceptionally));
    try {
      return done.get(60, TimeUnit.SECONDS);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  void begin(Situation situation) {
    Future<?> begun = situation.begin();
    await(() -> begun.mapEmpty());
  }

  ChannelUpdate stock(String sku, long quantity) {
    Value value = new Value.Stock(quantity, Map.of());
    return update(sku, Facet.STOCK, value, Listed.YES);
  }

  ChannelUpdate price(String sku, String amount) {
    Value.ListPrice price =
        new Value.ListPrice("default", new BigDecimal(amount), currency(), null, null, null);
    return update(sku, Facet.PRICE, new Value.Price(List.of(price)), Listed.YES);
  }

  ChannelUpdate created(String sku, String name) {
    return update(sku, Facet.PRODUCT, product(sku, name), Listed.NO);
  }

  ChannelUpdate changed(String sku, String name) {
    return update(sku, Facet.PRODUCT, product(sku, name), Listed.YES);
  }

  ChannelUpdate discontinued(String sku) {
    return update(sku, Facet.PRODUCT, new Value.Discontinued(), Listed.YES);
  }

  ChannelUpdate update(String sku, Facet facet, Value value, Listed listed) {
    updates++;
    return new ChannelUpdate(
        "update-" + updates,
        sku,
        facet,
        updates,
        Integer.toString(updates),
        "pim",
        clock.instant(),
        value,
        listed,
        null);
  }

  /** One call, nothing more. */
  List<Outcome> call(List<ChannelUpdate> some) {
    calls++;
    ChannelCall call = new ChannelCall("call-" + calls, some);
    // In a context of its own, as the gateway has it.
    CallTrace trace = new CallTrace();
    List<Outcome> outcomes = await(() -> trace.run(() -> connection.deliver(call)));
    trace.end();
    assertThat(outcomes).hasSameSizeAs(some);
    assertNoSecretIn(outcomes);
    return outcomes;
  }

  /** One call with one update, after so long a rest that no budget of ours is used up. */
  Outcome call(ChannelUpdate update) {
    clock.jump(Duration.ofMinutes(20));
    return call(List.of(update)).get(0);
  }

  /** As the gateway goes on: waits where it is told to, asks for what is pending. */
  Outcome settle(ChannelUpdate update) {
    return settle(List.of(update)).get(0);
  }

  List<Outcome> settle(List<ChannelUpdate> some) {
    Map<ChannelUpdate, Outcome> ended = new LinkedHashMap<>();
    List<ChannelUpdate> left = new ArrayList<>(some);
    for (int round = 0; !left.isEmpty(); round++) {
      assertThat(round).as("rounds, still deferred: " + left).isLessThan(ROUNDS);
      List<Outcome> outcomes = call(left);
      List<ChannelUpdate> again = new ArrayList<>();
      for (int i = 0; i < left.size(); i++) {
        Outcome outcome = outcomes.get(i);
        if (outcome instanceof Outcome.Deferred deferred) {
          clock.jumpTo(deferred.until());
          again.add(left.get(i));
        } else {
          ended.put(left.get(i), finished(outcome));
        }
      }
      left = again;
    }
    return some.stream().map(ended::get).toList();
  }

  /** What became of a pending one; any other stays as it is. */
  Outcome finished(Outcome outcome) {
    Outcome last = outcome;
    for (int round = 0; last instanceof Outcome.Pending pending; round++) {
      assertThat(round).as("rounds, still pending").isLessThan(ROUNDS);
      clock.jumpTo(pending.pollAt());
      process().toCompletionStage().toCompletableFuture().join();
      last = poll(pending.handle());
    }
    return last;
  }

  Outcome poll(String handle) {
    List<Outcome> outcomes = await(() -> connection.poll(List.of(handle)));
    assertThat(outcomes).hasSize(1);
    assertNoSecretIn(outcomes);
    return outcomes.get(0);
  }

  /** Sends once more what may have been done; asks first where it must not be done twice. */
  Outcome recover(ChannelUpdate update) {
    if (capabilities().notRepeatable().contains(update.facet())) {
      Outcome known = readBack(update);
      if (!(known instanceof Outcome.Conflict)) {
        return known;
      }
    }
    return settle(update);
  }

  private Outcome readBack(ChannelUpdate update) {
    Outcome known = new Outcome.Unknown("not asked yet", false);
    for (int round = 0; round < ROUNDS; round++) {
      clock.jump(Duration.ofMinutes(1));
      process().toCompletionStage().toCompletableFuture().join();
      known = finished(poll(ReadBack.of(update).handle()));
      if (known instanceof Outcome.Accepted || known instanceof Outcome.Conflict) {
        return known;
      }
    }
    throw new AssertionError("never told whether it was done, last: " + known);
  }

  void settled(ChannelUpdate... some) {
    for (ChannelUpdate each : some) {
      assertThat(settle(each)).isEqualTo(Outcome.Accepted.PLAIN);
    }
  }

  Shown get(String sku) {
    Shown found = shown(sku);
    assertThat(found).as("what is shown of " + sku).isNotNull();
    return found;
  }

  void assertStock(String sku, long quantity) {
    assertThat(get(sku).stock()).as("stock of " + sku).isEqualTo(quantity);
  }
}
