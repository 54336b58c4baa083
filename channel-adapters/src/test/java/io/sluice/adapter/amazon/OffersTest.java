package io.sluice.adapter.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.AdapterFile;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.simulator.market.MarketAnswer;
import io.vertx.core.http.HttpMethod;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Stock and price of listings that exist, listing by listing. */
class OffersTest {
  private static final Outcome ACCEPTED = Outcome.Accepted.PLAIN;
  private static final String SKU = "SKU-1";

  private static AmazonFixture listed() {
    return listed(Map.of());
  }

  private static AmazonFixture listed(Map<String, Object> more) {
    AmazonFixture amazon = new AmazonFixture(more);
    amazon.store.list(SKU, "LUGGAGE", "DEFAULT", 1L, new BigDecimal("10.00"));
    return amazon;
  }

  @Test
  void stockAndPriceOfAListingAreOneRequest() throws Exception {
    try (AmazonFixture amazon = listed()) {
      assertThat(amazon.deliver(amazon.stock(SKU, 42), amazon.price(SKU, "19.95")))
          .containsExactly(ACCEPTED, ACCEPTED);

      assertThat(amazon.store.shown(SKU).quantity()).isEqualTo(42);
      assertThat(amazon.store.shown(SKU).price()).isEqualByComparingTo("19.95");
      assertThat(amazon.count("patchListingsItem")).isEqualTo(1);
      assertThat(amazon.bodies("PATCH"))
          .containsExactly(
              "{\"productType\":\"LUGGAGE\",\"patches\":[{\"op\":\"merge\","
                  + "\"path\":\"/attributes/fulfillment_availability\","
                  + "\"value\":[{\"fulfillment_channel_code\":\"DEFAULT\",\"quantity\":42}]},"
                  + "{\"op\":\"replace\",\"path\":\"/attributes/purchasable_offer\","
                  + "\"value\":[{\"marketplace_id\":\"A1PA6795UKMFR9\",\"currency\":\"EUR\","
                  + "\"audience\":\"ALL\",\"our_price\":[{\"schedule\":"
                  + "[{\"value_with_tax\":19.95}]}]}]}]}");
    }
  }

  private static String invalid(String... codes) {
    String issue =
        "{\"code\":\"%s\",\"message\":\"An internal error has occurred. Please try again.\","
            + "\"severity\":\"ERROR\",\"categories\":[]}";
    return "{\"sku\":\"%s\",\"status\":\"INVALID\",\"submissionId\":\"s\",\"issues\":[%s]}"
        .formatted(SKU, Stream.of(codes).map(issue::formatted).collect(Collectors.joining(",")));
  }

  @Test
  void errorOfAmazonsOwnIsNoFaultOfTheUpdate() throws Exception {
    try (AmazonFixture amazon = listed()) {
      amazon.store.answerNext(MarketAnswer.json(200, invalid("4000000")));
      Outcome outcome = amazon.deliver(amazon.stock(SKU, 0)).get(0);
      assertThat(outcome)
          .isEqualTo(
              new Outcome.Unknown("An internal error has occurred. Please try again.", false));

      assertThat(amazon.deliver(amazon.stock(SKU, 0))).containsExactly(ACCEPTED);

      amazon.store.answerNext(MarketAnswer.json(200, invalid("4000000", "90220")));
      assertThat(amazon.deliver(amazon.stock(SKU, 3)).get(0))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> assertThat(rejected.code()).isEqualTo("amazon.90220"));
    }
  }

  @Test
  void listingIsLookedUpOnceAndRememberedAfterARestart() throws Exception {
    try (AmazonFixture amazon = listed()) {
      amazon.deliver(amazon.stock(SKU, 2));
      amazon.deliver(amazon.stock(SKU, 3));
      amazon.reopen();
      assertThat(amazon.deliver(amazon.stock(SKU, 4))).containsExactly(ACCEPTED);

      assertThat(amazon.count("getListingsItem")).isEqualTo(1);
      assertThat(amazon.store.shown(SKU).quantity()).isEqualTo(4);
    }
  }

  @Test
  void handlingTimeThatTheSellerHasSetStays() throws Exception {
    try (AmazonFixture amazon = listed()) {
      amazon.store.set(SKU, "fulfillment_availability", "lead_time_to_ship_max_days", 3);

      amazon.deliver(amazon.stock(SKU, 7));

      assertThat(amazon.store.attribute(SKU, "fulfillment_availability"))
          .containsEntry("lead_time_to_ship_max_days", 3)
          .containsEntry("quantity", new BigDecimal("7"));
    }
  }

  @Test
  void quantityForWhatAmazonFulfilsIsRejectedAndItsPriceIsNot() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      amazon.store.list(SKU, "LUGGAGE", "AMAZON_EU", null, new BigDecimal("10.00"));

      List<Outcome> outcomes = amazon.deliver(amazon.stock(SKU, 5), amazon.price(SKU, "11.00"));

      assertThat(outcomes.get(0))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> {
                assertThat(rejected.code()).isEqualTo("stock.fulfilled_by_amazon");
                assertThat(rejected.scope()).isEqualTo(Outcome.Scope.ITEM);
                assertThat(rejected.reason()).contains("AMAZON_EU").contains("stock.only_if");
              });
      assertThat(outcomes.get(1)).isEqualTo(ACCEPTED);
      assertThat(amazon.store.shown(SKU).fulfillment()).isEqualTo("AMAZON_EU");
    }
  }

  @Test
  void whatAmazonFulfilsNoMoreIsFoundOut() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      amazon.store.list(SKU, "LUGGAGE", "AMAZON_EU", null, null);
      assertThat(amazon.deliver(amazon.stock(SKU, 5)).get(0)).isInstanceOf(Outcome.Rejected.class);
      amazon.store.set(SKU, "fulfillment_availability", "fulfillment_channel_code", "DEFAULT");

      assertThat(amazon.deliver(amazon.stock(SKU, 6))).containsExactly(ACCEPTED);

      assertThat(amazon.store.shown(SKU).quantity()).isEqualTo(6);
    }
  }

  /** A quantity would make it the seller's again, with stock that he does not have. */
  @Test
  void listingThatWasHandedOverToAmazonIsFoundOutWithinADay() throws Exception {
    try (AmazonFixture amazon = listed()) {
      assertThat(amazon.deliver(amazon.stock(SKU, 5))).containsExactly(ACCEPTED);
      amazon.store.handOver(SKU, "AMAZON_EU");
      amazon.rest(Duration.ofHours(25));

      assertThat(amazon.deliver(amazon.stock(SKU, 6)).get(0)).isInstanceOf(Outcome.Rejected.class);

      assertThat(amazon.store.shown(SKU).fulfillment()).isEqualTo("AMAZON_EU");
    }
  }

  @Test
  void listingThatIsHandedOverBeforeItsFirstQuantityGetsNone() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      String content = "{\"item_name\":\"Koffer\",\"brand\":\"Acme\"}";
      assertThat(amazon.deliver(amazon.product(SKU, content))).containsExactly(ACCEPTED);
      amazon.store.handOver(SKU, "AMAZON_EU");
      amazon.rest(Duration.ofMinutes(16));

      assertThat(amazon.deliver(amazon.stock(SKU, 6)).get(0)).isInstanceOf(Outcome.Rejected.class);
    }
  }

  /** Who fulfils it will hardly have changed, and customers may buy what is sold out. */
  @Test
  void stockGoesOnWhereAmazonDoesNotSayWhoFulfilsIt() throws Exception {
    try (AmazonFixture amazon = listed()) {
      assertThat(amazon.deliver(amazon.stock(SKU, 5))).containsExactly(ACCEPTED);
      amazon.rest(Duration.ofHours(25));
      MarketAnswer broken = MarketAnswer.json(500, "{\"errors\":[]}");
      amazon.store.answerNextQuestion(broken);

      assertThat(amazon.deliver(amazon.stock(SKU, 0))).containsExactly(ACCEPTED);

      amazon.store.answerNextQuestion(broken);
      assertThat(amazon.deliver(amazon.stock("NEVER-SEEN", 1)).get(0))
          .isInstanceOf(Outcome.Unreachable.class);
    }
  }

  @Test
  void skuWithoutListingIsNotListedThoughAmazonWouldAcceptIt() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      assertThat(amazon.deliver(amazon.stock("NEW", 5), amazon.price("NEW", "1.00")))
          .allMatch(Outcome.NotListed.class::isInstance);

      assertThat(amazon.count("patchListingsItem")).isZero();
    }
  }

  @Test
  void skuWithACommaIsLookedUpAlone() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      amazon.store.list("A,B", "LUGGAGE", "DEFAULT", 1L, null);

      List<Outcome> outcomes = amazon.deliver(amazon.stock("A,B", 5), amazon.stock("C,D", 6));

      assertThat(outcomes.get(0)).isEqualTo(ACCEPTED);
      assertThat(outcomes.get(1)).isInstanceOf(Outcome.NotListed.class);
      assertThat(amazon.count("getListingsItem")).isEqualTo(2);
      assertThat(amazon.count("searchListingsItems")).isZero();
    }
  }

  @Test
  void twentySkusAreLookedUpAtOnce() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      List<ChannelUpdate> stocks = new ArrayList<>();
      for (int i = 0; i < 45; i++) {
        stocks.add(amazon.stock("NEW-" + i, 1));
      }

      assertThat(amazon.deliver(stocks)).allMatch(Outcome.NotListed.class::isInstance);

      assertThat(amazon.count("searchListingsItems")).isEqualTo(3);
    }
  }

  @Test
  void refusedTogetherEachGoesAlone() throws Exception {
    try (AmazonFixture amazon = listed(Map.of("currency", "USD"))) {
      Value.ListPrice dollars =
          new Value.ListPrice("default", new BigDecimal("9"), "USD", null, null, null);
      ChannelUpdate price = amazon.update(SKU, Facet.PRICE, new Value.Price(List.of(dollars)));

      List<Outcome> outcomes = amazon.deliver(amazon.stock(SKU, 8), price);

      assertThat(outcomes.get(0)).isEqualTo(ACCEPTED);
      assertThat(outcomes.get(1))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> {
                assertThat(rejected.code()).isEqualTo("amazon.4000001");
                assertThat(rejected.reason()).startsWith("purchasable_offer: ");
                assertThat(rejected.answer()).contains("INVALID");
              });
      assertThat(amazon.store.shown(SKU).quantity()).isEqualTo(8);
      assertThat(amazon.count("patchListingsItem")).isEqualTo(3);
    }
  }

  /** Amazon's own words name no currency. */
  @Test
  void priceInAnotherCurrencyIsRejectedBeforeItIsSent() throws Exception {
    try (AmazonFixture amazon = listed()) {
      Value.ListPrice dollars =
          new Value.ListPrice("default", new BigDecimal("9"), "USD", null, null, null);
      ChannelUpdate price = amazon.update(SKU, Facet.PRICE, new Value.Price(List.of(dollars)));

      List<Outcome> outcomes = amazon.deliver(price);

      assertThat(outcomes.get(0))
          .isInstanceOfSatisfying(
              Outcome.Rejected.class,
              rejected -> {
                assertThat(rejected.code()).isEqualTo("price.currency");
                assertThat(rejected.reason()).contains("USD", "EUR", "price.list");
              });
      assertThat(amazon.count("patchListingsItem")).isZero();
    }
  }

  @Test
  void reducedPriceWithBeginAndEndIsASale() throws Exception {
    try (AmazonFixture amazon = listed(Map.of("sale_time_zone", "Europe/Berlin"))) {
      Instant from = amazon.now();
      Instant until = from.plus(Duration.ofDays(7));

      assertThat(amazon.deliver(amazon.price(SKU, "17.00", "20.00", from, until)))
          .containsExactly(ACCEPTED);

      assertThat(amazon.store.shown(SKU).price()).isEqualByComparingTo("20.00");
      assertThat(amazon.store.shown(SKU).salePrice()).isEqualByComparingTo("17.00");

      amazon.deliver(amazon.price(SKU, "20.00"));
      assertThat(amazon.store.shown(SKU).salePrice()).isNull();
    }
  }

  @Test
  void reducedPriceWithoutAnEndIsAPrice() throws Exception {
    try (AmazonFixture amazon = listed()) {
      amazon.deliver(amazon.price(SKU, "17.00", "20.00", amazon.now(), null));

      assertThat(amazon.store.shown(SKU).price()).isEqualByComparingTo("17.00");
      assertThat(amazon.store.shown(SKU).salePrice()).isNull();
    }
  }

  @Test
  void priceThatIsWithdrawnEndsTheOffer() throws Exception {
    try (AmazonFixture amazon = listed()) {
      assertThat(amazon.deliver(amazon.price(SKU, null))).containsExactly(ACCEPTED);

      assertThat(amazon.store.shown(SKU).price()).isNull();
      assertThat(amazon.store.shown(SKU).quantity()).isEqualTo(1);
    }
  }

  @Test
  void severalPricesHaveToBeChosenFrom() throws Exception {
    try (AmazonFixture amazon = listed()) {
      Value.ListPrice price =
          new Value.ListPrice("retail", BigDecimal.TEN, "EUR", null, null, null);
      Value two = new Value.Price(List.of(price, price));

      assertThat(amazon.deliver(amazon.update(SKU, Facet.PRICE, two)).get(0).toString())
          .contains("price.several_lists");
      assertThat(amazon.count("patchListingsItem")).isZero();
    }
  }

  @Test
  void productThatLeavesIsDeletedOrItsOfferEnds() throws Exception {
    try (AmazonFixture amazon = listed()) {
      assertThat(amazon.deliver(amazon.discontinued(SKU))).containsExactly(ACCEPTED);
      assertThat(amazon.store.shown(SKU)).isNull();
      assertThat(amazon.count("searchListingsItems")).isZero();
    }
    try (AmazonFixture amazon = listed(Map.of("end_with", "offer"))) {
      assertThat(amazon.deliver(amazon.discontinued(SKU), amazon.discontinued("NEVER")))
          .containsExactly(ACCEPTED, ACCEPTED);
      assertThat(amazon.store.shown(SKU).price()).isNull();
      assertThat(amazon.store.shown(SKU).listed()).isTrue();
    }
  }

  @Test
  void moreThanTheLimitHasWaitsAndTheRestIsDeferred() throws Exception {
    try (AmazonFixture amazon = listed(Map.of("total_timeout", Duration.ofSeconds(1)))) {
      List<ChannelUpdate> prices = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        amazon.store.list("S-" + i, "LUGGAGE", "DEFAULT", 1L, null);
        prices.add(amazon.price("S-" + i, "1.00"));
      }

      List<Outcome> outcomes = amazon.deliver(prices);

      // The clock stands still, so that only what there is at once can be had.
      assertThat(outcomes.stream().filter(ACCEPTED::equals)).hasSize(5);
      assertThat(outcomes.stream().filter(Outcome.Deferred.class::isInstance))
          .hasSize(3)
          .allSatisfy(
              outcome -> {
                Outcome.Deferred deferred = (Outcome.Deferred) outcome;
                assertThat(deferred.scope()).isEqualTo(Outcome.Scope.OPERATION);
                assertThat(deferred.until())
                    .isBetween(amazon.now(), amazon.now().plus(Duration.ofSeconds(2)));
              });
      assertThat(amazon.count("patchListingsItem")).isEqualTo(5);
    }
  }

  @Test
  void callEndsInItsTimeHoweverManyRequestsItTakes() throws Exception {
    try (AmazonFixture amazon = listed()) {
      amazon.deliver(amazon.stock(SKU, 1));
      amazon.reopen(Map.of("total_timeout", Duration.ofMillis(300)));
      // The login alone takes longer than the call has.
      amazon.store.latency(Duration.ofMillis(480));
      long begun = System.nanoTime();

      Outcome outcome = amazon.deliver(amazon.stock(SKU, 2)).get(0);

      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
      assertThat(outcome).isEqualTo(new Outcome.Unknown("no answer within total_timeout", true));
    }
  }

  /** A newer value may be on its way by then. */
  @Test
  void nothingIsSentForACallThatHasEnded() throws Exception {
    try (AmazonFixture amazon = listed()) {
      AmazonSettings settings = AmazonSettings.of(amazon.settings());
      ChannelContext context = ChannelContext.passing(amazon.vertx, amazon::now);
      AdapterFile file = AdapterFile.read(AmazonAdapter.class);
      SellingPartnerApi api = new SellingPartnerApi(settings, context, file);
      String path = new ListingPaths(settings).page(null, null, 1);

      Reply reply =
          amazon.await(
              () -> {
                Patience patience = new Patience(Duration.ofSeconds(9), amazon.vertx, amazon::now);
                patience.cancel();
                return api.askNow(Operation.SEARCH_ITEMS, HttpMethod.GET, path, null, patience);
              });

      assertThat(((Reply.Bad) reply).why()).isInstanceOf(Outcome.Deferred.class);
      assertThat(amazon.store.counts()).containsOnlyKeys("token");
    }
  }

  @Test
  void skuThatAloneIsForbiddenIsNoTroubleOfTheChannel() throws Exception {
    try (AmazonFixture amazon = listed()) {
      amazon.store.list("A/B", "LUGGAGE", "DEFAULT", 1L, null);
      amazon.deliver(amazon.stock(SKU, 2));
      amazon.rest(Duration.ofMinutes(1));
      MarketAnswer forbidden =
          MarketAnswer.json(403, "{\"errors\":[{\"code\":\"Unauthorized\",\"message\":\"no\"}]}");
      amazon.store.answerNext(forbidden);
      amazon.store.answerNext(forbidden);

      assertThat(amazon.deliver(amazon.stock("A/B", 3)).get(0))
          .isEqualTo(
              new Outcome.Unauthorized(Outcome.Scope.ITEM, "refuses this SKU, and no other"));
      assertThat(amazon.deliver(amazon.stock(SKU, 3))).containsExactly(ACCEPTED);
      assertThat(amazon.count("token")).isEqualTo(2);
    }
  }

  @Test
  void rateThatTheApiTellsIsKept() throws Exception {
    try (AmazonFixture amazon = listed()) {
      // The store tells 5.0 a second with each answer: after one second there are five again.
      for (int second = 0; second < 3; second++) {
        for (int i = 0; i < 5; i++) {
          assertThat(amazon.deliver(amazon.stock(SKU, i))).containsExactly(ACCEPTED);
        }
        amazon.rest(Duration.ofSeconds(1));
      }
      assertThat(amazon.count("patchListingsItem")).isEqualTo(15);
    }
  }
}
