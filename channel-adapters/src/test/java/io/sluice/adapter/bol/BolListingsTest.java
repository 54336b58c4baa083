package io.sluice.adapter.bol;

import static io.sluice.adapter.bol.BolFixture.SKU;
import static io.sluice.adapter.bol.BolFixture.content;
import static io.sluice.adapter.bol.BolFixture.ean;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.simulator.bol.BolMarketplace;
import io.sluice.simulator.bol.BolOffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a file of all offers, which is old when it comes, may change of what is known. */
class BolListingsTest {
  private final BolFixture channel =
      new BolFixture().with("pending", Map.of("poll_every", Duration.ofMillis(100)));
  private final BolMarketplace bol = channel.bol;

  @AfterEach
  void close() {
    channel.close();
  }

  private void add(String id, String sku, String price, int stock) {
    // One offer of an EAN and a condition
    channel.await(() -> bol.add(BolOffer.of(id, ean(id), sku, price, stock)));
  }

  private ListingPage.Items page(String cursor) {
    return (ListingPage.Items) channel.await(() -> channel.connection().listings(cursor));
  }

  private List<Listing> rest(ListingPage.Items begun) {
    List<Listing> all = new ArrayList<>(begun.listings());
    String cursor = begun.next();
    while (cursor != null) {
      ListingPage.Items page = page(cursor);
      all.addAll(page.listings());
      cursor = page.next();
    }
    return all;
  }

  @Test
  void offerThatWasMadeAnewMeanwhileKeepsItsId() {
    channel.listed(SKU);
    channel.later(Duration.ofMinutes(1));
    ListingPage.Items begun = page(null);
    channel.later(Duration.ofMinutes(1));
    assertThat(channel.settle(channel.discontinue(SKU))).isEqualTo(Outcome.Accepted.PLAIN);
    String made = channel.listed(SKU);

    assertThat(rest(begun)).hasSize(1);

    assertThat(channel.ids(SKU)).containsEntry("offer", made);
    assertThat(channel.settle(channel.stock(SKU, 4))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(channel.offer(SKU).stock()).isEqualTo(4);
  }

  @Test
  void offerThatSomebodyMadeInPlaceOfOursIsTakenOver() {
    String ours = channel.listed(SKU);
    channel.later(Duration.ofMinutes(1));
    channel.await(() -> bol.remove(ours));
    add("o-1", SKU, "5.00", 3);

    rest(page(null));

    assertThat(channel.ids(SKU)).containsEntry("offer", "o-1");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_500})
  void ofTwoOffersWithOneReferenceTheKnownOneStays(int between) {
    add("o-1", SKU, "5.00", 3);
    for (int i = 0; i < between; i++) {
      add("o-between-" + i, "BETWEEN-" + i, "5.00", 3);
    }
    add("o-2", SKU, "7.00", 4);
    channel.await(() -> channel.remoteIds.put(Map.of(SKU, Map.of("offer", "o-2"))));

    List<Listing> all = rest(page(null));

    assertThat(channel.ids(SKU)).containsEntry("offer", "o-2");
    assertThat(all).hasSize(between + 1);
    assertThat(all)
        .filteredOn(each -> each.sku().equals(SKU))
        .extracting(Listing::quantity)
        .containsExactly(4L);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1_500})
  void ofTwoOffersThatAreNotKnownTheFirstCounts(int between) {
    add("o-1", SKU, "5.00", 3);
    for (int i = 0; i < between; i++) {
      add("o-between-" + i, "BETWEEN-" + i, "5.00", 3);
    }
    add("o-2", SKU, "7.00", 4);

    List<Listing> all = rest(page(null));

    assertThat(channel.ids(SKU)).containsEntry("offer", "o-1");
    assertThat(all)
        .filteredOn(each -> each.sku().equals(SKU))
        .extracting(Listing::quantity)
        .containsExactly(3L);
  }

  @Test
  void offerThatHasNoPriceYetStaysWithoutStock() {
    channel.settle(channel.create(SKU, content(SKU, "Bag", "")));
    channel.await(() -> channel.remoteIds.put(Map.of(SKU, Map.of())));

    rest(page(null));

    assertThat(channel.deliver(channel.stock(SKU, 5))).isInstanceOf(Outcome.Deferred.class);
    assertThat(channel.settle(channel.price(SKU, "5.00"))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(channel.settle(channel.stock(SKU, 5))).isEqualTo(Outcome.Accepted.PLAIN);
  }

  @Test
  void placesAreTextsThatAreReadAgain() {
    ListingCursor place = ListingCursor.of("p-1", channel.now());

    assertThat(place).hasToString("status p-1 1795176000 0 1");
    assertThat(ListingCursor.parse(place.toString())).isEqualTo(place);
    assertThat(place.at("r-1", 2_000)).hasToString("rows r-1 1795176000 2000 1");
    assertThat(place.again()).hasToString("status p-1 1795176000 0 2");
  }
}
