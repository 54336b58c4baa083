package io.sluice.adapter.amazon;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Budgets;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelSettings;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.CredentialStore;
import io.sluice.adapter.LocalBudgets;
import io.sluice.adapter.LocalCredentialStore;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.PassingRemoteIds;
import io.sluice.adapter.Secret;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Two channels of one seller and app. */
class SharedAccountTest {
  private static final Outcome ACCEPTED = Outcome.Accepted.PLAIN;
  private static final int LISTINGS = 20;

  private static AmazonFixture amazon(Map<String, Object> more) {
    AmazonFixture amazon = new AmazonFixture(more);
    for (int i = 0; i < LISTINGS; i++) {
      amazon.store.list("S-" + i, "LUGGAGE", "DEFAULT", 1L, null);
    }
    return amazon;
  }

  private static ChannelConnection open(
      AmazonFixture amazon, ChannelSettings settings, CredentialStore tokens, Budgets budgets) {
    return new AmazonAdapter()
        .open(
            settings,
            new ChannelContext(amazon.vertx, amazon::now, tokens, budgets, new PassingRemoteIds()));
  }

  private static List<ChannelUpdate> prices(AmazonFixture amazon, int from) {
    List<ChannelUpdate> prices = new ArrayList<>();
    for (int i = from; i < from + LISTINGS / 2; i++) {
      prices.add(amazon.price("S-" + i, "1.00"));
    }
    return prices;
  }

  @Test
  void channelsOfOneSellerShareItsLimits() throws Exception {
    try (AmazonFixture amazon = amazon(Map.of("total_timeout", Duration.ofSeconds(1)))) {
      CredentialStore tokens = new LocalCredentialStore(amazon.vertx, amazon::now);
      Budgets budgets = new LocalBudgets();
      ChannelConnection one = open(amazon, amazon.settings(), tokens, budgets);
      ChannelConnection two = open(amazon, amazon.settings(), tokens, budgets);
      amazon.rest(Duration.ofHours(1));

      List<Outcome> outcomes =
          new ArrayList<>(
              amazon.await(() -> one.deliver(new ChannelCall("one", prices(amazon, 0)))));
      outcomes.addAll(
          amazon.await(() -> two.deliver(new ChannelCall("two", prices(amazon, LISTINGS / 2)))));

      // Five patches at once, whoever makes them; the store counts what is over the limit.
      assertThat(outcomes.stream().filter(ACCEPTED::equals)).hasSize(5);
      assertThat(outcomes).allMatch(each -> each == ACCEPTED || each instanceof Outcome.Deferred);
      assertThat(amazon.count("patchListingsItem")).isEqualTo(5);
      assertThat(amazon.store.violations().counts()).isEmpty();
    }
  }

  @Test
  void feedsOfAllChannelsOfASellerAreCountedTogether() throws Exception {
    try (AmazonFixture amazon =
        amazon(Map.of("feed_over", 2L, "total_timeout", Duration.ofSeconds(1)))) {
      CredentialStore tokens = new LocalCredentialStore(amazon.vertx, amazon::now);
      Budgets budgets = new LocalBudgets();
      ChannelConnection one = open(amazon, amazon.settings(), tokens, budgets);
      ChannelConnection two = open(amazon, amazon.settings(), tokens, budgets);
      amazon.rest(Duration.ofHours(1));

      for (int round = 0; round < 3; round++) {
        amazon.await(() -> one.deliver(new ChannelCall("one", prices(amazon, 0))));
        amazon.await(() -> two.deliver(new ChannelCall("two", prices(amazon, LISTINGS / 2))));
        amazon.store.process();
        amazon.rest(Duration.ofSeconds(4));
      }

      assertThat(amazon.count("createFeed")).isEqualTo(5);
      assertThat(amazon.store.violations().counts()).isEmpty();
    }
  }

  @Test
  void wrongSecretOfOneChannelIsNoTroubleOfTheOther() throws Exception {
    try (AmazonFixture amazon = amazon(Map.of())) {
      CredentialStore tokens = new LocalCredentialStore(amazon.vertx, amazon::now);
      Map<String, Object> old = new HashMap<>(amazon.settings().values());
      old.put("client_secret", new Secret("the one before"));
      ChannelSettings wrong =
          new ChannelSettings("amazon_old", old, amazon.settings().send(), 1_000, false);
      ChannelConnection right = open(amazon, amazon.settings(), tokens, new LocalBudgets());
      ChannelConnection other = open(amazon, wrong, tokens, new LocalBudgets());
      amazon.rest(Duration.ofHours(1));

      ChannelCall call = new ChannelCall("call", List.of(amazon.price("S-1", "2.00")));
      assertThat(amazon.await(() -> other.deliver(call)))
          .allMatch(Outcome.Unauthorized.class::isInstance);
      assertThat(amazon.await(() -> right.deliver(call))).containsExactly(ACCEPTED);
      assertThat(amazon.settings().toString()).doesNotContain("the one before");
    }
  }
}
