package io.sluice.adapter.bol;

import static io.sluice.adapter.bol.BolFixture.ean;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.simulator.bol.BolEvent;
import io.sluice.simulator.bol.BolOffer;
import io.sluice.simulator.bol.BolOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often bol is called, and that it is never called too often. */
class BolCallsTest {
  private final BolFixture channel =
      new BolFixture().with("pending", Map.of("poll_every", Duration.ofMillis(100)));

  @AfterEach
  void close() {
    channel.close();
  }

  private void offers(int count) {
    for (int i = 0; i < count; i++) {
      String sku = "SKU-" + i;
      channel.await(() -> channel.bol.add(BolOffer.of("o-" + sku, ean(sku), sku, "5.00", 3)));
    }
  }

  private ListingPage page(String cursor) {
    return channel.await(() -> channel.connection().listings(cursor));
  }

  /** All pages; clock and stand-in go on by a second after each. */
  private List<Listing> listings() {
    List<Listing> all = new ArrayList<>();
    String cursor = null;
    do {
      ListingPage.Items items = (ListingPage.Items) page(cursor);
      assertThat(items.listings().size()).isLessThanOrEqualTo(ListingPage.AT_MOST);
      all.addAll(items.listings());
      cursor = items.next();
      channel.later(Duration.ofSeconds(1));
    } while (cursor != null);
    return all;
  }

  @Test
  void fileOfAllOffersIsReadPageByPageAndItsIdsAreRemembered() {
    offers(2_500);
    channel.await(() -> channel.bol.delay(BolEvent.CREATE_OFFER_EXPORT, Duration.ofSeconds(3)));

    List<Listing> all = listings();

    assertThat(all).hasSize(2_500);
    assertThat(all.get(7).sku()).isEqualTo("SKU-7");
    assertThat(all.get(7).quantity()).isEqualTo(3);
    assertThat(all.get(7).price()).isEqualByComparingTo("5");
    assertThat(all.get(7).currency()).isEqualTo("EUR");
    assertThat(channel.requests(BolOperation.REQUEST_EXPORT)).isEqualTo(1);
    assertThat(channel.requests(BolOperation.GET_EXPORT)).isEqualTo(1);
    assertThat(channel.settle(channel.stock("SKU-2499", 9))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(channel.offer("SKU-2499").stock()).isEqualTo(9);
  }

  @Test
  void readingGoesOnAfterARestart() {
    offers(1_500);
    ListingPage.Items begun = (ListingPage.Items) page(null);
    ListingPage.Items first = (ListingPage.Items) page(begun.next());
    assertThat(first.listings()).hasSize(1_000);

    channel.restart();

    assertThat(((ListingPage.Items) page(first.next())).listings()).hasSize(500);
  }

  @Test
  void fileThatIsTooLongIsAProblemThatNamesTheKey() {
    channel.with("export_at_most", 64L << 10);
    offers(1_000);
    ListingPage.Items begun = (ListingPage.Items) page(null);

    assertThat(page(begun.next()))
        .isEqualTo(
            new ListingPage.Problem(
                new Outcome.Gone("the file of all offers is longer than export_at_most")));
  }

  @Test
  void exportThatBolCannotMakeIsAProblem() {
    channel.await(() -> channel.bol.fail(BolEvent.CREATE_OFFER_EXPORT, "Not now.", 1));
    ListingPage.Items begun = (ListingPage.Items) page(null);

    assertThat(page(begun.next()))
        .isEqualTo(
            new ListingPage.Problem(new Outcome.Gone("bol made no file of all offers: Not now.")));
  }

  @Test
  void hiddenOffersAreNotListed() {
    channel.listed("SKU-1");
    channel.with("end_with", "hold");
    channel.settle(channel.discontinue("SKU-1"));

    assertThat(listings()).extracting(Listing::listed).containsExactly(false);
  }

  /** As the gateway does it: each waits as long as it is told, and what is due is asked in bulk. */
  private void deliverAll(List<ChannelUpdate> updates) {
    List<Outcome.Pending> waiting = new ArrayList<>();
    for (ChannelUpdate update : updates) {
      Outcome outcome = channel.deliver(update);
      while (outcome instanceof Outcome.Deferred deferred) {
        assertThat(deferred.scope()).isEqualTo(Outcome.Scope.OPERATION);
        channel.later(Duration.between(channel.now(), deferred.until()));
        outcome = channel.deliver(update);
      }
      waiting.add((Outcome.Pending) outcome);
      channel.later(Duration.ofMillis(20));
    }
    while (!waiting.isEmpty()) {
      List<Outcome.Pending> due =
          waiting.stream().filter(each -> !each.pollAt().isAfter(channel.now())).toList();
      if (due.isEmpty()) {
        channel.later(Duration.ofSeconds(1));
        continue;
      }
      waiting.removeAll(due);
      for (Outcome outcome : channel.poll(due.stream().map(Outcome.Pending::handle).toList())) {
        if (outcome instanceof Outcome.Pending again) {
          waiting.add(again);
        } else {
          assertThat(outcome).isEqualTo(Outcome.Accepted.PLAIN);
        }
      }
    }
  }

  @Test
  void thousandStocksAndPricesAreOneCallEachAndAFewQuestions() {
    offers(1_000);
    listings();
    channel.with("pending", Map.of("poll_every", Duration.ofSeconds(5)));
    int tokens = channel.await(channel.bol::tokensIssued);
    Map<BolOperation, Integer> before = channel.await(channel.bol::requests);
    channel.await(() -> channel.bol.delay(BolEvent.UPDATE_OFFER_STOCK, Duration.ofSeconds(20)));
    List<ChannelUpdate> updates = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      updates.add(channel.stock("SKU-" + i, 7));
      updates.add(channel.price("SKU-" + (500 + i), "8.00"));
    }

    deliverAll(updates);

    assertThat(channel.requests(BolOperation.UPDATE_STOCK)).isEqualTo(500);
    assertThat(channel.requests(BolOperation.UPDATE_PRICE)).isEqualTo(500);
    int polls =
        channel.requests(BolOperation.GET_STATUSES)
            - before.getOrDefault(BolOperation.GET_STATUSES, 0);
    // docs/bol.md tells these figures.
    assertThat(polls).isBetween(1, 10);
    assertThat(channel.await(channel.bol::tokensIssued) - tokens).isBetween(1, 2);
    assertThat(channel.await(channel.bol::offers).values().stream().filter(o -> o.stock() == 7))
        .hasSize(500);
  }

  @Test
  void budgetOfOneEndpointHoldsUpNoOther() {
    channel.listed("SKU-1");
    channel.await(() -> channel.bol.budget(BolOperation.UPDATE_PRICE, 3, Duration.ofSeconds(60)));
    channel.later(Duration.ofSeconds(5));
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Outcome outcome = channel.deliver(channel.price("SKU-1", (i + 2) + ".00"));
      outcomes.add(outcome instanceof Outcome.Pending ? channel.finished(outcome) : outcome);
    }

    assertThat(outcomes.subList(0, 3)).containsOnly(Outcome.Accepted.PLAIN);
    assertThat(outcomes.get(3))
        .isInstanceOfSatisfying(
            Outcome.Deferred.class,
            deferred ->
                assertThat(Duration.between(channel.now(), deferred.until()))
                    .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60)));
    assertThat(channel.requests(BolOperation.UPDATE_PRICE)).isEqualTo(3);
    assertThat(channel.settle(channel.stock("SKU-1", 4))).isEqualTo(Outcome.Accepted.PLAIN);
  }

  @Test
  void refusalForTheBudgetIsObeyedToTheSecond() {
    channel.listed("SKU-1");
    channel.await(() -> channel.bol.budget(BolOperation.UPDATE_STOCK, 5, Duration.ofSeconds(45)));
    channel.await(() -> channel.bol.useUp(BolOperation.UPDATE_STOCK));

    assertThat(channel.deliver(channel.stock("SKU-1", 4)))
        .isEqualTo(
            new Outcome.Deferred(
                channel.now().plusSeconds(45),
                Outcome.Scope.OPERATION,
                "budget of PUT /retailer/offers/{offer-id}/stock used up"));
    // Asked again too early it does not even go out
    assertThat(channel.deliver(channel.stock("SKU-1", 4))).isInstanceOf(Outcome.Deferred.class);
    assertThat(channel.requests(BolOperation.UPDATE_STOCK)).isEqualTo(1);
    channel.later(Duration.ofSeconds(45));
    assertThat(channel.settle(channel.stock("SKU-1", 4))).isEqualTo(Outcome.Accepted.PLAIN);
  }

  /** An older value would be sent after a newer one. */
  @Test
  void whatNobodyWaitsForAnyMoreIsNotSentWhenItsTokenComes() {
    channel.listed("SKU-1");
    channel.with("total_timeout", Duration.ofSeconds(1));
    channel.bol.latency(Duration.ofMillis(600));
    channel.remoteIds.hold();
    channel.vertx.setTimer(700, id -> channel.context.runOnContext(go -> channel.remoteIds.goOn()));

    assertThat(channel.deliver(channel.stock("SKU-1", 1)))
        .isEqualTo(new Outcome.Unknown("not done within total_timeout", true));

    channel.bol.latency(Duration.ZERO);
    // Waits for the same token
    assertThat(channel.settle(channel.stock("SKU-1", 2))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(channel.requests(BolOperation.UPDATE_STOCK)).isEqualTo(1);
    assertThat(channel.offer("SKU-1").stock()).isEqualTo(2);
  }

  @Test
  void oneTokenServesAllUntilShortlyBeforeItsEnd() {
    channel.listed("SKU-1");
    for (int second = 0; second < 260; second += 20) {
      channel.later(Duration.ofSeconds(20));
      channel.deliver(channel.stock("SKU-1", second));
    }
    assertThat(channel.await(channel.bol::tokensIssued)).isEqualTo(1);

    channel.later(Duration.ofSeconds(20));
    // The one that lives does for this call; the next is on its way.
    channel.deliver(channel.stock("SKU-1", 1));
    await().untilAsserted(() -> assertThat(channel.await(channel.bol::tokensIssued)).isEqualTo(2));
  }
}
