package io.sluice.gateway.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.Freeze;
import io.sluice.gateway.rules.Rules;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What brought a product to the channel, or took it off, was begun, and no answer came. */
class MovingProductTest {
  private final SamplePlan plan = SamplePlan.state();

  /** What happens to the update that nobody hears of. */
  private enum Silence {
    ANSWER_LOST,
    /** ... and a stop before the next try. */
    LOST_AND_KILLED,
    HANDLE_EXPIRED,
    KILLED_BEFORE_THE_ANSWER
  }

  private VirtualChannel shop(boolean byRules) {
    plan.rules =
        !byRules
            ? null
            : new Rules()
                .assortment(
                    new Assortment(
                        Rules.when("brand != \"NoName\""),
                        EnumSet.allOf(Facet.class),
                        true,
                        Assortment.Then.DELIST,
                        Assortment.Then.DELIST))
                .build();
    VirtualChannel shop = new VirtualChannel(plan);
    shop.checker.upserts = true;
    return shop;
  }

  private static Change product(String brand) {
    return new Change.Product(
        "{\"name\": \"Runner\", \"brand\": \"%s\"}".formatted(brand).getBytes(UTF_8));
  }

  private static VirtualChannel listed(VirtualChannel shop) {
    shop.publish("a", product("Acme"));
    shop.publish("a", SampleEvents.stock(5));
    shop.publish("a", SampleEvents.price("17.00"));
    shop.drain();
    return shop;
  }

  /** What is sent next arrives, and nobody hears of it. */
  private static void arrivesUnheard(VirtualChannel shop, Silence how, Runnable next) {
    int before = shop.checker.begun().size();
    shop.farEnd(
        (updates, nowMs) ->
            FarEnd.all(
                updates,
                how == Silence.HANDLE_EXPIRED
                    ? new Outcome.Pending("h", at(nowMs + 500), at(nowMs + 500))
                    : new Outcome.Unknown("read timed out", false)));
    next.run();
    int until = how == Silence.KILLED_BEFORE_THE_ANSWER ? 1 : 100;
    for (int i = 0; shop.checker.begun().size() == before && i < 1_000; i++) {
      shop.run(1);
    }
    assertThat(shop.checker.begun()).hasSize(before + 1);
    shop.checker.applied(shop.checker.begun().get(before));
    shop.run(until);
  }

  private static Instant at(long ms) {
    return Instant.ofEpochMilli(ms);
  }

  /** Goes on with an event that comes before the next try. */
  private static void goesOn(VirtualChannel shop, Silence how, Change change) {
    if (how == Silence.HANDLE_EXPIRED) {
      shop.farEnd(
          new FarEnd() {
            @Override
            public List<Outcome> answer(List<ChannelUpdate> updates, long nowMs) {
              return FarEnd.all(updates, Outcome.Accepted.PLAIN);
            }

            @Override
            public List<Outcome> poll(List<String> handles, long nowMs) {
              return handles.stream()
                  .map(any -> (Outcome) new Outcome.Unknown("expired", false))
                  .toList();
            }
          });
    } else {
      shop.farEnd(FarEnd.ACCEPTS);
    }
    shop.publish("a", change);
    if (how == Silence.LOST_AND_KILLED || how == Silence.KILLED_BEFORE_THE_ANSWER) {
      shop.run(6);
      shop.crash();
    }
    shop.drain();
  }

  private static void assertShown(VirtualChannel shop) {
    assertThat(last(shop, "PRODUCT")).isInstanceOf(Value.Product.class);
    assertThat(last(shop, "STOCK"))
        .isInstanceOfSatisfying(
            Value.Stock.class, stock -> assertThat(stock.quantity()).isEqualTo(5));
    assertThat(last(shop, "PRICE"))
        .isInstanceOfSatisfying(
            Value.Price.class,
            price -> assertThat(price.prices().get(0).amount()).hasToString("17.00"));
    assertThat(shop.store.held).isEmpty();
  }

  private static Value last(VirtualChannel shop, String facet) {
    ChannelUpdate last = shop.checker.lastApplied("a", facet);
    return last == null ? null : last.value();
  }

  private static List<ChannelUpdate> begun(VirtualChannel shop, Predicate<Value> which) {
    return shop.checker.begun().stream().filter(each -> which.test(each.value())).toList();
  }

  @ParameterizedTest
  @EnumSource
  void departureTakesStockAndPriceAlongWhichFollowTheProductThatIsWantedAgain(Silence how) {
    VirtualChannel shop = listed(shop(true));
    arrivesUnheard(shop, how, () -> shop.publish("a", product("NoName")));
    assertThat(last(shop, "PRODUCT")).isInstanceOf(Value.Discontinued.class);

    goesOn(shop, how, product("Acme"));

    assertShown(shop);
  }

  @ParameterizedTest
  @EnumSource
  void soItDoesWithoutRules(Silence how) {
    VirtualChannel shop = listed(shop(false));
    arrivesUnheard(shop, how, () -> shop.publish("a", new Change.Discontinued()));

    goesOn(shop, how, product("Acme"));

    assertShown(shop);
  }

  @ParameterizedTest
  @EnumSource
  void returnIsTakenBackWhereTheProductIsExcludedAgain(Silence how) {
    VirtualChannel shop = listed(shop(true));
    shop.publish("a", product("NoName"));
    shop.drain();
    arrivesUnheard(shop, how, () -> shop.publish("a", product("Acme")));
    assertThat(last(shop, "PRODUCT")).isInstanceOf(Value.Product.class);

    goesOn(shop, how, product("NoName"));

    assertThat(last(shop, "PRODUCT")).isInstanceOf(Value.Discontinued.class);
    assertThat(shop.channel.backlog().listed(0)).isEqualTo(Listed.NO);
    assertThat(shop.store.held).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Silence.class,
      names = "KILLED_BEFORE_THE_ANSWER",
      mode = EnumSource.Mode.EXCLUDE)
  void firstCreationIsTakenBackWhereTheProductIsExcludedMeanwhile(Silence how) {
    VirtualChannel shop = shop(true);
    arrivesUnheard(shop, how, () -> shop.publish("a", product("Acme")));

    goesOn(shop, how, product("NoName"));

    assertThat(last(shop, "PRODUCT")).isInstanceOf(Value.Discontinued.class);
    assertThat(shop.store.held).isEmpty();
  }

  /** What is said to be missing was not created, or is gone: nothing is left to take back. */
  @Test
  void departureOfWhatIsMissingIsSaidOnce() {
    VirtualChannel shop = shop(true);
    arrivesUnheard(shop, Silence.ANSWER_LOST, () -> shop.publish("a", product("Acme")));
    shop.farEnd((updates, nowMs) -> FarEnd.all(updates, new Outcome.NotListed("none")));

    shop.publish("a", product("NoName"));
    shop.drain();
    shop.publish("a", product("NoName"));
    shop.drain();

    assertThat(begun(shop, Value.Discontinued.class::isInstance)).hasSize(1);
    assertThat(shop.store.held).isEmpty();
  }

  @Test
  void departureGoesOutOnlyOnceAStartWouldKnowOfIt() {
    VirtualChannel shop = listed(shop(true));
    shop.commitMs = () -> 1_000;

    shop.publish("a", product("NoName"));
    shop.run(1_900);
    assertThat(begun(shop, Value.Discontinued.class::isInstance)).isEmpty();

    shop.run(1_000);
    assertThat(begun(shop, Value.Discontinued.class::isInstance)).hasSize(1);
  }

  @Test
  void departureThatWasHeardCostsNothingMore() {
    VirtualChannel shop = listed(shop(true));
    shop.publish("a", product("NoName"));
    shop.drain();
    shop.publish("a", product("Acme"));
    shop.drain();
    assertShown(shop);
    int before = shop.checker.begun().size();

    shop.crash();
    shop.publish("a", product("Acme"));
    shop.drain();

    assertThat(shop.checker.begun()).hasSize(before + 1);
  }

  /** It was at the channel before the product left, and its answer comes after the return. */
  @Test
  void stockThatIsOnItsWayAllTheWhileIsSentOnceMore() {
    VirtualChannel shop = listed(shop(false));
    shop.farEnd(new RelistedProductTest.SlowStock());
    shop.publish("a", SampleEvents.stock(9));
    shop.run(50);
    ChannelUpdate slow = begun(shop, Value.Stock.class::isInstance).get(1);
    shop.publish("a", new Change.Discontinued());
    shop.run(200);
    shop.publish("a", product("Acme"));
    shop.run(200);
    assertThat(shop.channel.backlog().listed(0)).isEqualTo(Listed.YES);

    shop.drain();

    List<ChannelUpdate> stocks = begun(shop, Value.Stock.class::isInstance);
    assertThat(stocks).hasSize(3);
    assertThat(stocks.get(2).value()).isEqualTo(slow.value());
    assertThat(stocks.get(2).id()).isNotEqualTo(slow.id());
  }

  /** Whose first call takes its time, and which has an answer of its own for some. */
  private static final class SlowAtFirst implements FarEnd {
    private final long firstMs;
    private final Predicate<ChannelUpdate> some;
    private final Outcome theirs;
    private int calls;

    SlowAtFirst(long firstMs, Predicate<ChannelUpdate> some, Outcome theirs) {
      this.firstMs = firstMs;
      this.some = some;
      this.theirs = theirs;
    }

    @Override
    public long latencyMs() {
      return calls++ == 0 ? firstMs : 20;
    }

    @Override
    public List<Outcome> answer(List<ChannelUpdate> updates, long nowMs) {
      return updates.stream()
          .map(each -> some.test(each) ? theirs : Outcome.Accepted.PLAIN)
          .toList();
    }
  }

  private static boolean asksTooEarly(ChannelUpdate update) {
    return update.listed() != Listed.YES && update.value() instanceof Value.Price;
  }

  /** It was true when it was given, and reaches us after the product did. */
  @Test
  void lateAnswerThatAProductIsNotThereDoesNotHideIt() {
    VirtualChannel shop = shop(true);
    shop.farEnd(
        new SlowAtFirst(1_000, MovingProductTest::asksTooEarly, new Outcome.NotListed("none")));
    shop.publish("a", SampleEvents.price("17.00"));
    shop.run(50);
    shop.publish("a", product("Acme"));
    shop.publish("a", SampleEvents.stock(5));
    shop.run(2_000);

    shop.publish("a", product("NoName"));
    shop.drain();

    assertThat(last(shop, "PRODUCT")).isInstanceOf(Value.Discontinued.class);
  }

  /** What was on its way beside a departure says nothing of what became of that. */
  @Test
  void stockThatIsAcceptedBesideADepartureThatNobodyHeardOfSettlesNothing() {
    VirtualChannel shop = shop(true);
    arrivesUnheard(shop, Silence.ANSWER_LOST, () -> shop.publish("a", product("Acme")));
    shop.farEnd(
        new SlowAtFirst(
            1_200,
            each -> each.value() instanceof Value.Discontinued,
            new Outcome.Unknown("read timed out", false)));
    shop.publish("a", SampleEvents.stock(5));
    shop.run(50);
    shop.publish("a", product("NoName"));
    shop.run(950);
    List<ChannelUpdate> departures = begun(shop, Value.Discontinued.class::isInstance);
    assertThat(departures).hasSize(1);
    shop.run(400);
    assertThat(shop.channel.backlog().listed(0)).isEqualTo(Listed.YES);
    assertThat(begun(shop, Value.Discontinued.class::isInstance)).hasSize(1);
    shop.checker.applied(departures.get(0));

    shop.publish("a", product("Acme"));
    shop.drain();

    assertThat(last(shop, "PRODUCT")).isInstanceOf(Value.Product.class);
    assertThat(last(shop, "STOCK")).isInstanceOf(Value.Stock.class);
    assertThat(shop.channel.backlog().listed(0)).isEqualTo(Listed.YES);
  }

  /** It was asked before the product came, and the disk is slower than its answer. */
  @Test
  void answerThatAProductIsNotThereIsNotRememberedAboveItsAcceptance() {
    VirtualChannel shop = shop(true);
    shop.farEnd(
        new SlowAtFirst(200, MovingProductTest::asksTooEarly, new Outcome.NotListed("none")));
    shop.publish("a", SampleEvents.price("17.00"));
    shop.run(20);
    shop.publish("a", product("Acme"));
    shop.run(10);
    shop.commitMs = () -> 300;
    shop.run(900);
    assertThat(begun(shop, Value.Price.class::isInstance)).hasSize(2);

    shop.crash();
    shop.publish("a", product("NoName"));
    shop.drain();

    assertThat(last(shop, "PRODUCT")).isInstanceOf(Value.Discontinued.class);
  }

  /** A receiver that knows the id of one that arrived would take the next for that. */
  @Test
  void stockThatArrivedBeforeTheProductLeftHasAnotherIdAfterItsReturn() {
    VirtualChannel shop = listed(shop(false));
    arrivesUnheard(shop, Silence.ANSWER_LOST, () -> shop.publish("a", SampleEvents.stock(9)));
    shop.farEnd(FarEnd.ACCEPTS);
    shop.publish("a", new Change.Discontinued());
    shop.run(100);
    shop.publish("a", product("Acme"));
    shop.drain();

    List<ChannelUpdate> nines =
        begun(shop, value -> value instanceof Value.Stock stock && stock.quantity() == 9);
    assertThat(nines).hasSize(2);
    assertThat(nines).extracting(ChannelUpdate::id).doesNotHaveDuplicates();
  }

  /** A stock that rules hold is lowered where the channel may show more, also after a kill. */
  @ParameterizedTest
  @EnumSource(
      value = Silence.class,
      names = {"ANSWER_LOST", "LOST_AND_KILLED"})
  void firstStockThatIsHeldMeanwhileIsTakenBack(Silence how) {
    firstStockIsTakenBack(how);
  }

  @ParameterizedTest
  @EnumSource(
      value = Silence.class,
      names = {"ANSWER_LOST", "LOST_AND_KILLED"})
  void soItIsOnAChannelThatGetsNoProducts(Silence how) {
    plan.send = EnumSet.of(Facet.STOCK);
    firstStockIsTakenBack(how);
  }

  private void firstStockIsTakenBack(Silence how) {
    Instant from = at(new VirtualTime().nowMs()).plusSeconds(600);
    plan.rules =
        new Rules()
            .freeze(
                new Freeze("sale", Set.of(Facet.STOCK), from, from.plusSeconds(60), ZoneOffset.UTC))
            .build();
    VirtualChannel shop = new VirtualChannel(plan);
    shop.publish("a", product("Acme"));
    shop.run(598_000);
    arrivesUnheard(shop, how, () -> shop.publish("a", SampleEvents.stock(10)));
    if (how == Silence.LOST_AND_KILLED) {
      shop.crash(3_000);
    } else {
      shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
      shop.run(3_000);
      shop.channel.resume(shop.time.nowMs());
    }
    shop.farEnd(FarEnd.ACCEPTS);

    shop.publish("a", SampleEvents.stock(3));
    shop.run(5_000);

    assertThat(shop.heldByRules()).hasSize(1);
    assertThat(last(shop, "STOCK"))
        .isInstanceOfSatisfying(
            Value.Stock.class, stock -> assertThat(stock.quantity()).isLessThanOrEqualTo(3));
    shop.drain();
    assertThat(last(shop, "STOCK")).isInstanceOf(Value.Stock.class);
  }
}
