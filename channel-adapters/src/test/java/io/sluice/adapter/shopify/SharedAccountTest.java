package io.sluice.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Budgets;
import io.sluice.adapter.ChannelCall;
import io.sluice.adapter.ChannelConnection;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.CredentialStore;
import io.sluice.adapter.LocalBudgets;
import io.sluice.adapter.LocalCredentialStore;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Secret;
import io.sluice.simulator.shopify.ShopifyShop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two channels of one app in one shop. */
class SharedAccountTest {
  private static ChannelConnection open(
      ShopifyFixture channel, CredentialStore tokens, Budgets budgets) {
    return new ShopifyAdapter()
        .open(
            channel.settings(),
            new ChannelContext(
                channel.vertx, () -> channel.now, tokens, budgets, channel.remoteIds));
  }

  @Test
  void channelsOfOneAppShareItsPoints() {
    try (ShopifyFixture channel = new ShopifyFixture()) {
      channel.shop.plan(50, 1000);
      channel.shop.products("A-", 500, 1);
      CredentialStore tokens = new LocalCredentialStore(channel.vertx, () -> channel.now);
      Budgets budgets = new LocalBudgets();
      ChannelConnection one = open(channel, tokens, budgets);
      ChannelConnection two = open(channel, tokens, budgets);
      List<ChannelUpdate> prices = new ArrayList<>();
      for (int i = 1; i <= 500; i++) {
        prices.add(channel.price("A-" + i, "3.00"));
      }

      channel.await(() -> one.deliver(new ChannelCall("one", prices.subList(0, 250))));
      channel.await(() -> two.deliver(new ChannelCall("two", prices.subList(250, 500))));

      assertThat(channel.shop.throttled()).isZero();
    }
  }

  @Test
  void wrongSecretOfOneChannelIsNoTroubleOfTheOther() {
    try (ShopifyFixture channel = new ShopifyFixture()) {
      channel.shop.product("A-1", 1);
      channel.without("access_token").with("client_id", ShopifyShop.CLIENT_ID);
      CredentialStore tokens = new LocalCredentialStore(channel.vertx, () -> channel.now);
      channel.with("client_secret", new Secret("the one before"));
      ChannelConnection wrong = open(channel, tokens, new LocalBudgets());
      channel.with("client_secret", new Secret(ShopifyShop.CLIENT_SECRET));
      ChannelConnection right = open(channel, tokens, new LocalBudgets());

      ChannelCall call = new ChannelCall("call", List.of(channel.stock("A-1", 2)));
      assertThat(channel.await(() -> wrong.deliver(call)))
          .allMatch(Outcome.Unauthorized.class::isInstance);
      assertThat(channel.await(() -> right.deliver(call))).containsExactly(Outcome.Accepted.PLAIN);
    }
  }
}
