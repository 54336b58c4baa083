package io.sluice.adapter.bol;

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
import io.sluice.adapter.Secret;
import io.sluice.simulator.bol.BolOperation;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two channels of one client id. */
class SharedAccountTest {
  private static ChannelConnection open(
      BolFixture channel, ChannelSettings settings, CredentialStore tokens, Budgets budgets) {
    return new BolAdapter()
        .open(
            settings,
            new ChannelContext(channel.vertx, channel.clock(), tokens, budgets, channel.remoteIds));
  }

  private static Outcome deliver(
      BolFixture channel, ChannelConnection connection, ChannelUpdate update) {
    return channel.await(() -> connection.deliver(new ChannelCall("call", List.of(update)))).get(0);
  }

  @Test
  void channelsOfOneClientShareItsBudgets() {
    try (BolFixture channel = new BolFixture()) {
      channel.listed("SKU-1");
      channel.listed("SKU-2");
      channel.await(() -> channel.bol.budget(BolOperation.UPDATE_STOCK, 1, Duration.ofSeconds(45)));
      CredentialStore tokens = new LocalCredentialStore(channel.vertx, channel.clock());
      Budgets budgets = new LocalBudgets();
      ChannelConnection one = open(channel, channel.settings(), tokens, budgets);
      ChannelConnection two = open(channel, channel.settings(), tokens, budgets);

      assertThat(deliver(channel, one, channel.stock("SKU-1", 3)))
          .isInstanceOf(Outcome.Pending.class);
      // bol has told the one that nothing is left, and counts who asks all the same.
      assertThat(deliver(channel, two, channel.stock("SKU-2", 3)))
          .isInstanceOf(Outcome.Deferred.class);

      assertThat(channel.requests(BolOperation.UPDATE_STOCK)).isEqualTo(1);
      assertThat(channel.bol.violations().counts()).isEmpty();
    }
  }

  @Test
  void wrongSecretOfOneChannelIsNoTroubleOfTheOther() {
    try (BolFixture channel = new BolFixture()) {
      channel.listed("SKU-1");
      CredentialStore tokens = new LocalCredentialStore(channel.vertx, channel.clock());
      ChannelConnection right = open(channel, channel.settings(), tokens, new LocalBudgets());
      ChannelSettings old = channel.with("client_secret", new Secret("the one before")).settings();
      ChannelConnection wrong = open(channel, old, tokens, new LocalBudgets());

      assertThat(deliver(channel, wrong, channel.stock("SKU-1", 3)))
          .isInstanceOf(Outcome.Unauthorized.class);
      assertThat(deliver(channel, right, channel.stock("SKU-1", 3)))
          .isInstanceOf(Outcome.Pending.class);
    }
  }
}
