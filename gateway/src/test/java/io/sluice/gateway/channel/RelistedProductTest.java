package io.sluice.gateway.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.Freeze;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.PriceSource;
import io.sluice.gateway.rules.PriceSteps;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.StockSteps;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A product that was taken off the channel and comes back: nothing of it is there any more. */
class RelistedProductTest {
  private final SamplePlan plan = SamplePlan.state();
  private VirtualChannel shop = new VirtualChannel(plan);

  private void open(boolean byRules) {
    plan.rules = byRules ? delists(true) : null;
    shop = new VirtualChannel(plan);
  }

  private static io.sluice.gateway.rules.ChannelRules delists(boolean creates) {
    return new Rules()
        .assortment(
            new Assortment(
                Rules.when("brand != \"NoName\""),
                EnumSet.allOf(Facet.class),
                creates,
                Assortment.Then.DELIST,
                Assortment.Then.DELIST))
        .build();
  }

  private static Change product(String brand) {
    return new Change.Product(
        "{\"name\": \"Runner\", \"brand\": \"%s\"}".formatted(brand).getBytes(UTF_8));
  }

  private void list() {
    shop.publish("a", product("Acme"));
    shop.publish("a", SampleEvents.stock(5));
    shop.publish("a", SampleEvents.price("17.00"));
    shop.drain();
  }

  private void delist() {
    shop.publish("a", new Change.Discontinued());
    shop.drain();
    assertThat(last(io.sluice.adapter.Facet.PRODUCT).value())
        .isInstanceOf(Value.Discontinued.class);
  }

  private void relist() {
    shop.publish("a", product("Acme"));
    shop.drain();
  }

  private List<ChannelUpdate> begun(Predicate<ChannelUpdate> which) {
    return shop.checker.begun().stream().filter(which).toList();
  }

  private ChannelUpdate last(io.sluice.adapter.Facet facet) {
    List<ChannelUpdate> all = begun(update -> update.facet() == facet);
    return all.get(all.size() - 1);
  }

  /** As the far end has it: what leaves takes its stock and price along. */
  private void assertShown() {
    assertThat(shop.checker.lastApplied("a", "PRODUCT").value()).isInstanceOf(Value.Product.class);
    assertThat(((Value.Stock) shop.checker.lastApplied("a", "STOCK").value()).quantity())
        .isEqualTo(5);
    assertThat(((Value.Price) shop.checker.lastApplied("a", "PRICE").value()).prices().get(0))
        .extracting(Value.ListPrice::amount)
        .hasToString("17.00");
    assertThat(shop.store.held).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isCreatedAndGetsItsStockAndPriceThoughNothingOfThemChanged(boolean byRules) {
    open(byRules);
    list();
    delist();

    relist();

    assertShown();
    assertThat(last(io.sluice.adapter.Facet.PRODUCT).listed()).isEqualTo(Listed.NO);
  }

  /** An announced price takes it away for an hour, and the gateway is down when that is over. */
  @Test
  void comesBackByTimeAlsoWhileTheGatewayIsDown() {
    plan.rules =
        new Rules()
            .price(
                new PriceRules(
                    PriceSource.of(new PriceList("default", "EUR", Percent.of("19"))),
                    null,
                    List.of(),
                    PriceSteps.NONE))
            .assortment(
                new Assortment(
                    Rules.when("price >= 10"),
                    EnumSet.allOf(Facet.class),
                    true,
                    Assortment.Then.DELIST,
                    Assortment.Then.DELIST))
            .build();
    shop = new VirtualChannel(plan);
    Instant from = Instant.ofEpochMilli(shop.time.nowMs()).plusSeconds(3_600);
    shop.publish("a", product("Acme"));
    shop.publish("a", SampleEvents.stock(5));
    shop.publish("a", SampleEvents.price("17.00"));
    shop.publish(
        "a",
        new Change.Price(
            "default", new BigDecimal("8.00"), "EUR", null, null, from, from.plusSeconds(3_600)));
    shop.run(4_000_000);
    assertThat(last(io.sluice.adapter.Facet.PRODUCT).value())
        .isInstanceOf(Value.Discontinued.class);

    shop.crash(7_200_000);
    shop.drain();

    assertShown();
  }

  /** What rules hold of a stock is no leave to sell more than it shows. */
  @Test
  void stockThatIsHeldAtItsReturnIsNotPutOnSale() {
    plan.rules =
        new Rules()
            .stock(StockSteps.NONE.withKeepBack(1))
            .assortment(
                new Assortment(
                    Rules.when("brand != \"NoName\""),
                    EnumSet.allOf(Facet.class),
                    true,
                    Assortment.Then.DELIST,
                    Assortment.Then.DELIST))
            .freeze(
                new Freeze(
                    "Black Friday",
                    Set.of(Facet.STOCK),
                    Instant.ofEpochMilli(new VirtualTime().nowMs()).plusSeconds(3_600),
                    Instant.ofEpochMilli(new VirtualTime().nowMs()).plusSeconds(36_000),
                    ZoneOffset.UTC))
            .build();
    shop = new VirtualChannel(plan);
    shop.publish("a", product("Acme"));
    shop.publish("a", SampleEvents.stock(10));
    shop.run(60_000);
    shop.publish("a", product("NoName"));
    shop.run(3_600_000);
    shop.publish("a", SampleEvents.stock(6));
    shop.publish("a", product("Acme"));
    shop.run(60_000);

    assertThat(begun(update -> update.value() instanceof Value.Stock stock && stock.quantity() > 0))
        .hasSize(1);
    shop.drain();
    assertThat(((Value.Stock) shop.checker.lastApplied("a", "STOCK").value()).quantity())
        .isEqualTo(5);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sameValueHasAnotherIdEachTimeItComesBack(boolean byRules) {
    open(byRules);
    list();
    for (int times = 0; times < 3; times++) {
      delist();
      relist();
    }

    List<ChannelUpdate> stocks = begun(update -> update.value() instanceof Value.Stock);
    assertThat(stocks).hasSize(4);
    Set<String> ids = stocks.stream().map(ChannelUpdate::id).collect(Collectors.toSet());
    assertThat(ids).hasSize(4);
    assertShown();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void restartsInBetweenChangeNothing(boolean byRules) {
    open(byRules);
    list();
    shop.checkpoint();
    delist();
    shop.crash();
    shop.drain();
    int before = shop.checker.begun().size();
    assertThat(before).isEqualTo(4);

    shop.farEnd(
        (updates, now) ->
            updates.get(0).facet() == io.sluice.adapter.Facet.PRODUCT
                ? FarEnd.all(updates, Outcome.Accepted.PLAIN)
                : FarEnd.all(updates, FarEnd.unreachable()));
    shop.publish("a", product("Acme"));
    shop.run(5_000);
    // The product is there again, and nothing of what it needs.
    assertThat(shop.checker.lastApplied("a", "STOCK")).isNull();
    shop.crash();
    shop.farEnd(FarEnd.ACCEPTS);
    shop.drain();

    assertShown();
  }

  @Test
  void whatTheRulesExcludedForAWhileComesBackWhole() {
    open(true);
    list();
    shop.publish("a", product("NoName"));
    shop.drain();
    assertThat(last(io.sluice.adapter.Facet.PRODUCT).value())
        .isInstanceOf(Value.Discontinued.class);

    relist();

    assertShown();
  }

  @Test
  void comesBackAlsoWhereNothingMayBeCreated() {
    open(true);
    list();
    plan.rules = delists(false);
    shop.reconfigure(plan);
    shop.drain();
    delist();

    relist();

    assertShown();
  }

  @Test
  void departureThatIsDecidedAfterARestartCounts() {
    open(true);
    list();
    shop.farEnd(
        (updates, now) ->
            FarEnd.all(
                updates,
                new Outcome.Pending(
                    "leaving",
                    Instant.ofEpochMilli(now + 60_000),
                    Instant.ofEpochMilli(now + 1_000_000_000))));
    shop.publish("a", new Change.Discontinued());
    shop.run(1_000);
    shop.farEnd(FarEnd.ACCEPTS);
    shop.crash();
    shop.drain();

    relist();

    assertShown();
  }

  @Test
  void stockThatWasOnItsWayDoesNotMakeItThere() {
    open(true);
    list();
    shop.farEnd(new SlowStock());
    shop.publish("a", SampleEvents.stock(9));
    shop.run(100);
    shop.publish("a", new Change.Discontinued());
    shop.drain();
    assertThat(shop.channel.backlog().listed(0)).isEqualTo(Listed.NO);
    shop.crash();
    assertThat(shop.channel.backlog().listed(0)).isEqualTo(Listed.NO);
    shop.farEnd(FarEnd.ACCEPTS);

    shop.publish("a", product("Acme"));
    shop.drain();

    assertThat(((Value.Stock) shop.checker.lastApplied("a", "STOCK").value()).quantity())
        .isEqualTo(9);
    assertThat(shop.checker.lastApplied("a", "PRICE")).isNotNull();
  }

  /** Answers a stock long after a product that was sent behind it. */
  static final class SlowStock implements FarEnd {
    private int calls;

    @Override
    public long latencyMs() {
      return calls++ == 0 ? 10_000 : 20;
    }

    @Override
    public List<Outcome> answer(List<ChannelUpdate> updates, long nowMs) {
      return FarEnd.all(updates, Outcome.Accepted.PLAIN);
    }
  }

  @Test
  void withoutRulesTheStockOfADiscontinuedProductIsSentAsItComes() {
    open(false);
    list();
    delist();
    shop.farEnd(FarEnd.ACCEPTS);

    shop.publish("a", SampleEvents.stock(2));
    shop.run(1_000);

    assertThat(((Value.Stock) last(io.sluice.adapter.Facet.STOCK).value()).quantity()).isEqualTo(2);
  }
}
