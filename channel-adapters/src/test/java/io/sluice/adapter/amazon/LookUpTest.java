package io.sluice.adapter.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.simulator.market.MarketAnswer;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whether listings are there, where Amazon does not say so plainly. */
class LookUpTest {
  private static final Outcome ACCEPTED = Outcome.Accepted.PLAIN;
  private static final String CONTENT = "{\"item_name\":\"Koffer\",\"brand\":\"Acme\"}";
  private static final MarketAnswer NO_PAGE =
      new MarketAnswer(
          404,
          Map.of("content-type", "text/html"),
          "<html>not found</html>".getBytes(StandardCharsets.UTF_8));

  private static AmazonFixture listed(int listings, Map<String, Object> more) {
    AmazonFixture amazon = new AmazonFixture(more);
    for (int i = 1; i <= listings; i++) {
      amazon.store.list("S-" + i, "LUGGAGE", "DEFAULT", 1L, new BigDecimal("10"));
    }
    return amazon;
  }

  private static ChannelUpdate product(AmazonFixture amazon, String sku, Listed listed) {
    Value value = new Value.Product(CONTENT.getBytes(StandardCharsets.UTF_8));
    return amazon.update(sku, Facet.PRODUCT, value, listed);
  }

  /** What no description has, and a proxy may answer all the same. */
  private static void forgetNoPages(AmazonFixture amazon) {
    amazon.exchanges.removeIf(each -> each.answer().status() == 404);
  }

  @Test
  void skuThatSearchesAreRefusedForIsRejectedAlone() throws Exception {
    try (AmazonFixture amazon = listed(50, Map.of("feed_over", 10L))) {
      amazon.letTimePass();
      amazon.store.refuseRequests("S-33");
      List<ChannelUpdate> prices = new ArrayList<>();
      for (int i = 1; i <= 50; i++) {
        prices.add(amazon.price("S-" + i, "12.50"));
      }
      amazon.deliver(prices.subList(0, 5));
      amazon.store.process();

      List<Outcome> outcomes = amazon.deliver(prices);

      assertThat(outcomes.get(32))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> assertThat(rejected.scope()).isEqualTo(Outcome.Scope.ITEM));
      assertThat(outcomes.stream().filter(Outcome.Pending.class::isInstance)).hasSize(49);
    }
  }

  /** To look up all of them first, again and again, would never get anywhere. */
  @Test
  void whatWasLookedUpIsSentThoughThereIsMore() throws Exception {
    Map<String, Object> shortCalls =
        Map.of("feed_over", 10L, "total_timeout", Duration.ofSeconds(3));
    try (AmazonFixture amazon = listed(120, shortCalls)) {
      List<ChannelUpdate> prices = new ArrayList<>();
      for (int i = 1; i <= 120; i++) {
        prices.add(amazon.price("S-" + i, "12.50"));
      }

      List<Outcome> outcomes = amazon.deliver(prices);

      // The clock stands still: five searches are all there is.
      assertThat(outcomes.subList(0, 100)).allMatch(Outcome.Pending.class::isInstance);
      assertThat(outcomes.subList(100, 120)).allMatch(Outcome.Deferred.class::isInstance);
    }
  }

  /** A patch would be one of nothing, and a creation would drop stock and price. */
  @Test
  void newListingThatSearchesDoNotFindYetIsThere() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      amazon.store.searchesFindAfter(Duration.ofMinutes(10));
      for (String sku : List.of("A", "B")) {
        assertThat(
                amazon.deliver(
                    amazon.product(sku, CONTENT), amazon.stock(sku, 3), amazon.price(sku, "9.90")))
            .containsExactly(ACCEPTED, ACCEPTED, ACCEPTED);
      }
      amazon.rest(Duration.ofMinutes(5));

      // As after a reconcile, whose search does not find them either.
      assertThat(amazon.deliver(product(amazon, "A", Listed.NO), product(amazon, "B", Listed.NO)))
          .containsExactly(ACCEPTED, ACCEPTED);

      assertThat(amazon.count("putListingsItem")).isEqualTo(2);
      assertThat(amazon.bodies("PATCH")).allMatch(body -> body.contains("\"LUGGAGE\""));
      assertThat(amazon.store.shown("A").quantity()).isEqualTo(3);
      assertThat(amazon.store.shown("B").price()).isEqualByComparingTo("9.90");
    }
  }

  @Test
  void searchThatIsAnswered404SaysNothingOfListings() throws Exception {
    try (AmazonFixture amazon = listed(2, Map.of())) {
      amazon.store.answerNextQuestion(NO_PAGE);
      List<ChannelUpdate> both =
          List.of(product(amazon, "S-1", Listed.UNKNOWN), product(amazon, "S-2", Listed.UNKNOWN));

      assertThat(amazon.deliver(both)).allMatch(Outcome.Unreachable.class::isInstance);

      amazon.store.answerNextQuestion(
          MarketAnswer.json(404, "{\"errors\":[{\"code\":\"NotFound\",\"message\":\"None.\"}]}"));
      assertThat(amazon.deliver(both)).containsExactly(ACCEPTED, ACCEPTED);

      assertThat(amazon.count("putListingsItem")).isZero();
      assertThat(amazon.store.shown("S-1").price()).isEqualByComparingTo("10");
      forgetNoPages(amazon);
    }
  }

  @Test
  void change404OfSomebodyElseSaysNothingOfTheListing() throws Exception {
    try (AmazonFixture amazon = listed(1, Map.of())) {
      amazon.store.answerNext(NO_PAGE);
      assertThat(amazon.deliver(amazon.stock("S-1", 5)).get(0))
          .isInstanceOf(Outcome.Unreachable.class);
      amazon.store.answerNext(NO_PAGE);
      assertThat(amazon.deliver(amazon.discontinued("S-1")).get(0))
          .isInstanceOf(Outcome.Unreachable.class);
      assertThat(amazon.deliver(amazon.stock("S-1", 5))).containsExactly(ACCEPTED);

      amazon.store.answerNext(
          MarketAnswer.json(404, "{\"errors\":[{\"code\":\"NotFound\",\"message\":\"None.\"}]}"));
      assertThat(amazon.deliver(amazon.stock("S-1", 6)).get(0))
          .isInstanceOf(Outcome.NotListed.class);
      forgetNoPages(amazon);
    }
  }

  /** It would count against the channel's health, and be asked for where feeds are used. */
  @Test
  void whatALateCallHasNotBegunIsDeferred() throws Exception {
    try (AmazonFixture amazon = listed(9, Map.of())) {
      List<ChannelUpdate> prices = new ArrayList<>();
      for (int i = 1; i <= 9; i++) {
        prices.add(amazon.price("S-" + i, "12.50"));
      }
      amazon.deliver(prices.subList(0, 5));
      amazon.rest(Duration.ofSeconds(1));
      amazon.deliver(prices.subList(5, 9));
      amazon.reopen(Map.of("total_timeout", Duration.ofMillis(300)));
      amazon.store.latency(Duration.ofMillis(480));

      List<Outcome> outcomes = amazon.deliver(prices);

      assertThat(outcomes.subList(0, 4)).allMatch(Outcome.Unknown.class::isInstance);
      assertThat(outcomes.subList(4, 9))
          .allSatisfy(
              outcome -> {
                assertThat(outcome).isInstanceOf(Outcome.Deferred.class);
                assertThat(((Outcome.Deferred) outcome).scope()).isEqualTo(Outcome.Scope.ITEM);
              });
    }
  }
}
