package io.sluice.adapter.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.simulator.market.MarketFault;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Many feeds, what is asked of them and what is learned of them. */
class FeedPollsTest {
  private static final Outcome ACCEPTED = Outcome.Accepted.PLAIN;
  private static final int OF_A_FEED = 3;

  /** A feed from three changes on; what has no limit left is told at once. */
  private static AmazonFixture amazon(int feeds, @Nullable String fulfillment) {
    AmazonFixture amazon =
        new AmazonFixture(Map.of("feed_over", 2L, "total_timeout", Duration.ofSeconds(1)));
    for (int i = 0; i < feeds * OF_A_FEED; i++) {
      amazon.store.list("S-" + i, "LUGGAGE", fulfillment, null, new BigDecimal("10"));
    }
    return amazon;
  }

  private static List<ChannelUpdate> prices(AmazonFixture amazon, int feed, String amount) {
    List<ChannelUpdate> prices = new ArrayList<>();
    for (int i = feed * OF_A_FEED; i < (feed + 1) * OF_A_FEED; i++) {
      prices.add(amazon.price("S-" + i, amount));
    }
    return prices;
  }

  private static List<ChannelUpdate> stocks(AmazonFixture amazon, long quantity) {
    List<ChannelUpdate> stocks = new ArrayList<>();
    for (int i = 0; i < OF_A_FEED; i++) {
      stocks.add(amazon.stock("S-" + i, quantity));
    }
    return stocks;
  }

  private static List<String> handles(List<Outcome> pending) {
    assertThat(pending).allMatch(Outcome.Pending.class::isInstance);
    return pending.stream().map(outcome -> ((Outcome.Pending) outcome).handle()).toList();
  }

  private static List<Outcome> asFeed(AmazonFixture amazon, List<ChannelUpdate> updates) {
    List<String> handles = handles(amazon.deliver(updates));
    amazon.store.process();
    amazon.rest(Duration.ofMinutes(2));
    return amazon.poll(handles);
  }

  /** Ten reports may be loaded at once, then one in 45 s. */
  @Test
  void finishedFeedIsAskedForOnceHoweverItsHandlesAreMixed() throws Exception {
    try (AmazonFixture amazon = amazon(12, "DEFAULT")) {
      List<String> waiting = new ArrayList<>();
      for (int feed = 0; feed < 12; feed++) {
        waiting.addAll(handles(amazon.deliver(prices(amazon, feed, "12.50"))));
        amazon.store.process();
        amazon.rest(Duration.ofSeconds(61));
      }
      Collections.shuffle(waiting, new Random(1));

      int asked = 0;
      while (!waiting.isEmpty()) {
        asked++;
        assertThat(asked).as("rounds").isLessThan(10);
        Instant next = amazon.now();
        List<String> again = new ArrayList<>();
        for (int from = 0; from < waiting.size(); from += 4) {
          List<String> some = waiting.subList(from, Math.min(from + 4, waiting.size()));
          List<Outcome> outcomes = amazon.poll(some);
          for (int i = 0; i < some.size(); i++) {
            if (outcomes.get(i) instanceof Outcome.Pending pending) {
              assertThat(pending.pollAt()).isAfter(amazon.now());
              next = pending.pollAt();
              again.add(some.get(i));
            } else {
              assertThat(outcomes.get(i)).isEqualTo(ACCEPTED);
            }
          }
        }
        amazon.rest(Duration.between(amazon.now(), next));
        waiting = again;
      }

      assertThat(amazon.count("getFeed")).isEqualTo(12);
      assertThat(amazon.count("getFeedDocument")).isEqualTo(12);
    }
  }

  @Test
  void feedThatRunsIsAskedForOnceInFeedPollEvery() throws Exception {
    try (AmazonFixture amazon = amazon(1, "DEFAULT")) {
      List<String> handles = handles(amazon.deliver(prices(amazon, 0, "12.50")));

      for (String handle : handles) {
        assertThat(amazon.poll(List.of(handle)).get(0)).isInstanceOf(Outcome.Pending.class);
      }
      assertThat(amazon.count("getFeed")).isEqualTo(1);

      amazon.rest(Duration.ofSeconds(30));
      amazon.poll(handles);
      assertThat(amazon.count("getFeed")).isEqualTo(2);
    }
  }

  @Test
  void handlingTimeThatTheSellerHasSetStaysWithFeeds() throws Exception {
    try (AmazonFixture amazon = amazon(1, null)) {
      assertThat(asFeed(amazon, stocks(amazon, 4))).containsOnly(ACCEPTED);
      amazon.store.set("S-1", "fulfillment_availability", "lead_time_to_ship_max_days", 3);

      assertThat(asFeed(amazon, stocks(amazon, 7))).containsOnly(ACCEPTED);

      assertThat(amazon.store.attribute("S-1", "fulfillment_availability"))
          .containsEntry("lead_time_to_ship_max_days", 3)
          .containsEntry("quantity", new BigDecimal("7"));
      assertThat(amazon.count("patchListingsItem")).isZero();
    }
  }

  @Test
  void feedThatWasNotSentDoesNotCount() throws Exception {
    try (AmazonFixture amazon = amazon(1, "DEFAULT")) {
      amazon.await(
          () ->
              amazon.store.fault(
                  MarketFault.Kind.ERROR_500, 5, request -> request.is("PUT", "documents", "*")));
      for (int i = 0; i < 5; i++) {
        assertThat(amazon.deliver(prices(amazon, 0, "12.50")))
            .allMatch(Outcome.Unreachable.class::isInstance);
      }

      assertThat(asFeed(amazon, prices(amazon, 0, "12.50"))).containsOnly(ACCEPTED);
      assertThat(amazon.count("patchListingsItem")).isZero();
    }
  }

  @Test
  void refusalsThatAReportDoesNotNameAreFoundListingByListing() throws Exception {
    try (AmazonFixture amazon = amazon(1, "DEFAULT")) {
      amazon.store.compressReports(false);
      amazon.store.refuse("S-1", "8541", "No.", null);
      amazon.store.nextReport(
          "{\"issues\":[],\"summary\":{\"messagesAccepted\":2,\"messagesInvalid\":1}}"
              .getBytes(StandardCharsets.UTF_8));
      assertThat(asFeed(amazon, prices(amazon, 0, "12.50")))
          .allMatch(Outcome.Unknown.class::isInstance);

      List<Outcome> outcomes = amazon.deliver(prices(amazon, 0, "12.50"));

      assertThat(outcomes.get(0)).isEqualTo(ACCEPTED);
      assertThat(outcomes.get(1).toString()).contains("amazon.8541");
      assertThat(outcomes.get(2)).isEqualTo(ACCEPTED);
      // What has got its answer may go with a feed again.
      assertThat(amazon.deliver(prices(amazon, 0, "13.00")))
          .allMatch(Outcome.Pending.class::isInstance);
    }
  }

  @Test
  void reportsAreForgottenOnlyWhereThereAreVeryMany() {
    FeedStates states = new FeedStates();
    for (int feed = 0; feed < 1_001; feed++) {
      states.put("feed-" + feed, new FeedState.Running(Instant.MIN));
    }
    assertThat(states.find("feed-0")).isNull();
    assertThat(states.find("feed-1")).isNotNull();

    for (int feed = 1; feed <= 3; feed++) {
      states.put("feed-" + feed, new FeedState.Reported(refusing(20_000)));
    }
    assertThat(states.find("feed-1")).isNull();
    assertThat(states.find("feed-2")).isInstanceOf(FeedState.Reported.class);
    assertThat(states.find("feed-3")).isInstanceOf(FeedState.Reported.class);
    assertThat(states.find("feed-4")).isNotNull();
  }

  private static FeedReport refusing(int messages) {
    Outcome no = new Outcome.Rejected("no", "no", Outcome.Scope.ITEM, null);
    Map<Integer, Outcome> refused = new HashMap<>();
    for (int i = 1; i <= messages; i++) {
      refused.put(i, no);
    }
    return new FeedReport(refused, null, messages, 0);
  }

  @Test
  void handleSaysWhatIsToBeRemembered() {
    FeedHandle first =
        new FeedHandle(
            "501",
            7,
            Instant.ofEpochSecond(99),
            Submission.Kind.CHANGE,
            "LUGGAGE",
            "DEFAULT",
            "A /B");
    assertThat(FeedHandle.parse(first.toString())).contains(first);
    FeedHandle none =
        new FeedHandle(
            "501", 7, Instant.ofEpochSecond(99), Submission.Kind.CHANGE, null, null, "A");
    assertThat(FeedHandle.parse("feed 501 7 99 CHANGE - A")).contains(none);
    assertThat(none).hasToString("feed 501 7 99 CHANGE - A");
  }
}
