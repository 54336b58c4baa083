package io.sluice.adapter.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How many requests a thousand changes take; {@code docs/amazon.md} has these figures. */
class CallsPerThousandTest {
  private static final int LISTINGS = 1_000;

  private static AmazonFixture amazon(int listings, int atOneMoment) {
    AmazonFixture amazon = new AmazonFixture(Map.of("feed_over", 10L));
    for (int i = 0; i < listings; i++) {
      if (i % atOneMoment == 0) {
        amazon.rest(Duration.ofSeconds(1));
      }
      amazon.store.list("SKU-" + i, "LUGGAGE", "DEFAULT", 1L, new BigDecimal("10"));
    }
    return amazon;
  }

  /** All pages, within the limit. */
  private static List<Listing> read(AmazonFixture amazon) {
    List<Listing> all = new ArrayList<>();
    @Nullable String cursor = null;
    do {
      String from = cursor;
      ListingPage page = amazon.await(() -> amazon.connection().listings(from));
      assertThat(page).isInstanceOf(ListingPage.Items.class);
      all.addAll(((ListingPage.Items) page).listings());
      cursor = ((ListingPage.Items) page).next();
      amazon.rest(Duration.ofSeconds(1));
    } while (cursor != null);
    return all;
  }

  @Test
  void oneByOne() throws Exception {
    try (AmazonFixture amazon = amazon(LISTINGS, 1)) {
      assertThat(read(amazon)).hasSize(LISTINGS);
      assertThat(amazon.count("searchListingsItems")).isEqualTo(50);

      for (int i = 0; i < LISTINGS; i += 5) {
        List<ChannelUpdate> both = new ArrayList<>();
        for (int j = i; j < i + 5; j++) {
          both.add(amazon.price("SKU-" + j, "11.00"));
          both.add(amazon.stock("SKU-" + j, 7));
        }
        assertThat(amazon.deliver(both)).allMatch(Outcome.Accepted.PLAIN::equals);
        amazon.rest(Duration.ofSeconds(1));
      }

      // A thousand prices and a thousand stocks, known from the read before.
      assertThat(amazon.store.counts())
          .containsOnly(
              Map.entry("searchListingsItems", 50),
              Map.entry("patchListingsItem", LISTINGS),
              Map.entry("token", 1));
    }
  }

  @Test
  void asAFeed() throws Exception {
    try (AmazonFixture amazon = amazon(LISTINGS, 1)) {
      read(amazon);
      List<ChannelUpdate> prices = new ArrayList<>();
      for (int i = 0; i < LISTINGS; i++) {
        prices.add(amazon.price("SKU-" + i, "11.00"));
      }

      List<Outcome> outcomes = amazon.deliver(prices);
      amazon.rest(Duration.ofMinutes(3));
      List<String> handles =
          outcomes.stream().map(each -> ((Outcome.Pending) each).handle()).toList();
      assertThat(amazon.poll(handles)).allMatch(Outcome.Accepted.PLAIN::equals);

      assertThat(amazon.store.counts())
          .containsOnly(
              Map.entry("searchListingsItems", 50),
              Map.entry("createFeedDocument", 1),
              Map.entry("upload", 1),
              Map.entry("createFeed", 1),
              Map.entry("getFeed", 1),
              Map.entry("getFeedDocument", 1),
              Map.entry("download", 1),
              Map.entry("token", 1));
    }
  }

  @Test
  void contentIsLookedUpEachTime() throws Exception {
    try (AmazonFixture amazon = amazon(LISTINGS, 1)) {
      read(amazon);
      amazon.letTimePass();
      // As the store tells, so that nobody waits for fifty searches.
      amazon.store.limit("searchListingsItems", 1_000, 1_000);
      List<ChannelUpdate> products = new ArrayList<>();
      for (int i = 0; i < LISTINGS; i++) {
        products.add(amazon.product("SKU-" + i, "{\"item_name\": \"Koffer\"}"));
      }

      assertThat(amazon.deliver(products)).allMatch(Outcome.Pending.class::isInstance);

      assertThat(amazon.store.counts())
          .containsEntry("searchListingsItems", 100)
          .containsEntry("createFeed", 1)
          .doesNotContainKey("getListingsItem");
    }
  }

  @Test
  void moreThanASearchShowsIsReadWhole() throws Exception {
    try (AmazonFixture amazon = amazon(2_050, 3)) {
      List<Listing> listings = read(amazon);

      Set<String> skus = new HashSet<>();
      listings.forEach(listing -> skus.add(listing.sku()));
      assertThat(skus).hasSize(2_050);
      assertThat(listings).hasSize(2_050);
      assertThat(listings.get(0))
          .isEqualTo(new Listing("SKU-0", true, 1L, new BigDecimal("10"), "EUR"));
    }
  }

  @Test
  void moreOfOneMomentThanASearchShowsIsToldInWords() throws Exception {
    try (AmazonFixture amazon = amazon(1_001, 2_000)) {
      @Nullable String cursor = null;
      ListingPage page;
      do {
        String from = cursor;
        page = amazon.await(() -> amazon.connection().listings(from));
        cursor = page instanceof ListingPage.Items items ? items.next() : null;
        amazon.rest(Duration.ofSeconds(1));
      } while (cursor != null);

      assertThat(page).isInstanceOf(ListingPage.Problem.class);
      assertThat(page.toString()).contains("in one moment");
    }
  }

  @Test
  void whatAmazonFulfilsHasNoQuantityToCompare() throws Exception {
    try (AmazonFixture amazon = new AmazonFixture()) {
      amazon.store.list("F", "LUGGAGE", "AMAZON_EU", 99L, null);

      assertThat(read(amazon)).containsExactly(new Listing("F", true, null, null, null));
    }
  }
}
