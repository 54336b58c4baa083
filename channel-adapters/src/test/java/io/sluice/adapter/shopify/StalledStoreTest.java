package io.sluice.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Outcome;
import io.sluice.simulator.shopify.ShopifyShop;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store of ids that answers no more: calls end in their time all the same. */
class StalledStoreTest {
  private static final int ALL = Integer.MAX_VALUE;

  private final ShopifyFixture channel = new ShopifyFixture();
  private final ShopifyShop shop = channel.shop;

  @BeforeEach
  void shortCalls() {
    channel.with("total_timeout", Duration.ofMillis(300));
  }

  @AfterEach
  void close() {
    channel.close();
  }

  @Test
  void nothingIsSentThatIsNotKnown() {
    shop.product("A-1", 1);
    channel.remoteIds.answers(0, ALL);

    assertThat(channel.deliver(channel.stock("A-1", 2))).isInstanceOf(Outcome.Deferred.class);

    assertThat(shop.requests()).isZero();
  }

  @Test
  void nothingIsCreatedThatCannotBeNoted() {
    channel.remoteIds.answers(ALL, 0);

    assertThat(channel.deliver(channel.product("A-1", "Bag"))).isInstanceOf(Outcome.Deferred.class);

    assertThat(shop.productsCreated()).isZero();
  }

  @Test
  void nothingIsAddedToWhatCannotBeRead() {
    channel.accepted(channel.variant("S-1", "SHIRT", "S"));
    channel.remoteIds.answers(1, ALL);

    assertThat(channel.deliver(channel.variant("S-2", "SHIRT", "M")))
        .isInstanceOf(Outcome.Deferred.class);

    assertThat(shop.variants()).isEqualTo(1);
  }

  @Test
  void createdIsAcceptedThoughItsIdsAreNotWritten() {
    channel.remoteIds.answers(ALL, 1);

    assertThat(channel.deliver(channel.product("A-1", "Bag"))).isEqualTo(Outcome.Accepted.PLAIN);

    channel.remoteIds.answers(ALL, ALL);
    channel.now = channel.now.plusSeconds(1);
    channel.accepted(channel.price("A-1", "5.00"));
    assertThat(channel.shown("A-1").status()).isEqualTo("ACTIVE");
  }

  @Test
  void productIsNotTakenForShownWhileNobodyKnowsWhetherItWaits() {
    channel.accepted(channel.product("A-1", "Bag"));
    channel.remoteIds.answers(1, ALL);

    assertThat(channel.deliver(channel.price("A-1", "5.00"))).isInstanceOf(Outcome.Deferred.class);

    channel.remoteIds.answers(ALL, ALL);
    channel.accepted(channel.price("A-1", "5.00"));
    assertThat(channel.shown("A-1").status()).isEqualTo("ACTIVE");
  }
}
