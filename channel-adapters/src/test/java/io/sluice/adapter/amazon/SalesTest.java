package io.sluice.adapter.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Schedules;
import io.sluice.adapter.Value;
import io.sluice.adapter.spec.JsonSchemaFile;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Prices with dates, told ahead. */
class SalesTest {
  private static final Outcome ACCEPTED = Outcome.Accepted.PLAIN;
  private static final String SKU = "S-1";
  // The days of the German store: 27 November and 1 December begin.
  private static final Instant BEGIN = Instant.parse("2026-11-26T23:00:00Z");
  private static final Instant END = Instant.parse("2026-11-30T23:00:00Z");

  private static AmazonFixture amazon(Map<String, Object> more) {
    AmazonFixture amazon = new AmazonFixture(more);
    for (int i = 1; i <= 3; i++) {
      amazon.store.list("S-" + i, "LUGGAGE", "DEFAULT", 1L, new BigDecimal("10.00"));
    }
    return amazon;
  }

  private static AmazonFixture amazon() {
    return amazon(Map.of("sale_time_zone", "Europe/Berlin"));
  }

  private static ChannelUpdate price(AmazonFixture amazon, String sku, Value.Window... windows) {
    Value.ListPrice price =
        new Value.ListPrice(
            "retail", new BigDecimal("20.00"), "EUR", null, null, null, List.of(windows));
    return amazon.update(sku, Facet.PRICE, new Value.Price(List.of(price)));
  }

  private static Value.Window window(@Nullable Instant from, Instant until) {
    return new Value.Window(new BigDecimal("17.00"), new BigDecimal("20.00"), from, until);
  }

  private static void assertCharged(AmazonFixture amazon, Instant time, String price) {
    amazon.rest(Duration.between(amazon.now(), time));
    assertThat(amazon.store.charged(SKU)).as("at " + time).isEqualByComparingTo(price);
  }

  /** Without anything being sent. */
  private static void assertSaleOfFourDays(AmazonFixture amazon) {
    int sent = amazon.exchanges.size();
    assertCharged(amazon, BEGIN.minusMillis(1), "20.00");
    assertCharged(amazon, BEGIN, "17.00");
    assertCharged(amazon, END.minusMillis(1), "17.00");
    assertCharged(amazon, END, "20.00");
    assertThat(amazon.exchanges).hasSize(sent);
  }

  @Test
  void saleIsToldAheadAndBeginsAndEndsByItself() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      assertThat(amazon.deliver(price(amazon, SKU, window(BEGIN, END)))).containsExactly(ACCEPTED);

      assertThat(amazon.bodies("PATCH").get(0))
          .contains("\"our_price\":[{\"schedule\":[{\"value_with_tax\":20.00}]}]")
          .contains(
              "\"discounted_price\":[{\"schedule\":[{\"start_at\":\"2026-11-27\","
                  + "\"end_at\":\"2026-12-01\",\"value_with_tax\":17.00}]}]");
      assertSaleOfFourDays(amazon);
    }
  }

  @Test
  void saleIsToldAheadWithAFeedToo() throws Exception {
    JsonSchemaFile schema = JsonSchemaFile.of("amazon/listings-feed-schema-v2.json");
    try (AmazonFixture amazon =
        amazon(Map.of("sale_time_zone", "Europe/Berlin", "feed_over", 2L))) {
      List<ChannelUpdate> prices = new ArrayList<>();
      for (int i = 1; i <= 3; i++) {
        prices.add(price(amazon, "S-" + i, window(BEGIN, END)));
      }
      Outcome.Pending pending = (Outcome.Pending) amazon.deliver(prices).get(0);
      assertThat(schema.problems(amazon.store.newestFeed())).isEmpty();
      amazon.store.process();
      amazon.rest(Duration.ofSeconds(30));

      assertThat(amazon.poll(pending)).isEqualTo(ACCEPTED);
      assertSaleOfFourDays(amazon);
    }
  }

  @Test
  void priceWithoutWindowsTakesTheSaleAway() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      amazon.deliver(price(amazon, SKU, window(BEGIN, END)));
      amazon.rest(Duration.ofSeconds(1));

      assertThat(amazon.deliver(price(amazon, SKU))).containsExactly(ACCEPTED);

      assertCharged(amazon, BEGIN, "20.00");
    }
  }

  @Test
  void saleThatHasBegunWithinADayHoldsUntilItsLastOne() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      Instant begun = amazon.now();

      assertThat(
              amazon.deliver(
                  price(amazon, SKU, window(begun, END)), price(amazon, "S-2", window(null, END))))
          .containsExactly(ACCEPTED, ACCEPTED);

      assertThat(amazon.store.charged("S-2")).isEqualByComparingTo("17.00");
      assertCharged(amazon, begun, "17.00");
      assertCharged(amazon, END.minusMillis(1), "17.00");
      assertCharged(amazon, END, "20.00");
    }
  }

  /** It is replaced when it ends: until then it must not end. */
  @Test
  void saleThatEndsWithinADayHoldsForAllOfIt() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      Instant from = amazon.now();
      Instant until = Instant.parse("2026-11-23T10:15:00Z");

      amazon.deliver(amazon.price(SKU, "17.00", "20.00", from, until));

      assertCharged(amazon, until.minusMillis(1), "17.00");
      assertThat(amazon.bodies("PATCH").get(0)).contains("\"end_at\":\"2026-11-24\"");
    }
  }

  @Test
  void whatIsShownInASaleIsItsPrice() throws Exception {
    try (AmazonFixture amazon = amazon()) {
      amazon.deliver(price(amazon, SKU, window(BEGIN, END)));
      amazon.rest(Duration.between(amazon.now(), BEGIN));

      ListingPage page = amazon.await(() -> amazon.connection().listings(null));

      assertThat(((ListingPage.Items) page).listings())
          .filteredOn(listing -> listing.sku().equals(SKU))
          .singleElement()
          .satisfies(listing -> assertThat(listing.price()).isEqualByComparingTo("17.00"));
    }
  }

  @Test
  void withoutATimeZonePricesAreSentWhenTheyBegin() throws Exception {
    try (AmazonFixture amazon = amazon(Map.of())) {
      assertThat(new AmazonAdapter().capabilities(amazon.settings()).schedules())
          .isEqualTo(Schedules.NONE);

      amazon.deliver(amazon.price(SKU, "17.00", "20.00", amazon.now(), END));

      assertThat(amazon.store.charged(SKU)).isEqualByComparingTo("17.00");
      assertThat(amazon.bodies("PATCH").get(0)).doesNotContain("discounted_price");
    }
    try (AmazonFixture amazon = amazon()) {
      assertThat(new AmazonAdapter().capabilities(amazon.settings()).schedules())
          .isEqualTo(new Schedules(1, true, ZoneId.of("Europe/Berlin")));
    }
  }
}
