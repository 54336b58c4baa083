package io.sluice.adapter.shopify;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Outcome.Scope;
import io.sluice.adapter.Value;
import io.sluice.simulator.shopify.ShopifyShop;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Prices, those of one product together. */
class PriceCallTest {
  private static final Outcome ACCEPTED = Outcome.Accepted.PLAIN;

  private final ShopifyFixture channel = new ShopifyFixture();
  private final ShopifyShop shop = channel.shop;

  @AfterEach
  void close() {
    channel.close();
  }

  private static Outcome.Rejected rejected(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Rejected.class);
    return (Outcome.Rejected) outcome;
  }

  @Test
  void variantsOfOneProductGoTogetherAndProductsInOneRequest() {
    shop.product("A-1", 1).sibling("A-2", "A-1").product("B-1", 1);

    assertThat(
            channel.deliver(
                List.of(
                    channel.price("A-1", "10.00"),
                    channel.price("A-2", "20.50", "25.00"),
                    channel.price("B-1", "30"))))
        .containsOnly(ACCEPTED);

    assertThat(channel.shown("A-1").price()).isEqualTo("10.00");
    assertThat(channel.shown("A-2").price()).isEqualTo("20.50");
    assertThat(channel.shown("A-2").compareAtPrice()).isEqualTo("25.00");
    assertThat(channel.shown("B-1").price()).isEqualTo("30.00");
    assertThat(channel.asked("SetPrices")).hasSize(1);
  }

  @Test
  void comparedPriceIsTakenAwayWithTheNext() {
    shop.product("A-1", 1);
    channel.accepted(channel.price("A-1", "8.00", "10.00"), channel.price("A-1", "9.00"));

    assertThat(channel.shown("A-1").compareAtPrice()).isNull();
  }

  @Test
  void refusedPriceHoldsUpNoSibling() {
    shop.product("A-1", 1).sibling("A-2", "A-1");

    List<Outcome> outcomes =
        channel.deliver(List.of(channel.price("A-1", "-1.00"), channel.price("A-2", "7.00")));

    assertThat(rejected(outcomes.get(0)).code()).isEqualTo("negative_price_value");
    assertThat(rejected(outcomes.get(0)).scope()).isEqualTo(Scope.ITEM);
    assertThat(outcomes.get(1)).isEqualTo(ACCEPTED);
    assertThat(channel.shown("A-2").price()).isEqualTo("7.00");
  }

  @Test
  void variantThatIsGoneIsLookedForAnew() {
    shop.product("A-1", 1);
    channel.accepted(channel.price("A-1", "5.00"));
    shop.delete("A-1");

    assertThat(channel.deliver(channel.price("A-1", "6.00"))).isInstanceOf(Outcome.Conflict.class);
    assertThat(channel.deliver(channel.price("A-1", "6.00"))).isInstanceOf(Outcome.NotListed.class);
  }

  @Test
  void priceThatCannotBeShownIsRejectedUnsent() {
    channel.with("currency", "EUR").with("price_list", "retail");
    shop.product("A-1", 1);

    Value.ListPrice pounds = list("retail", "5.00", "GBP");
    assertThat(rejected(channel.deliver(prices(pounds))).code()).isEqualTo("price.currency");
    Value.ListPrice none = list("retail", null, "EUR");
    assertThat(rejected(channel.deliver(prices(none))).code()).isEqualTo("price.withdrawn");
    assertThat(
            rejected(channel.deliver(prices(list("a", "1", "EUR"), list("b", "2", "EUR")))).code())
        .isEqualTo("price.no_list");
    assertThat(channel.deliver(prices(list("b2b", "1.00", "EUR"), list("retail", "2.00", "EUR"))))
        .isEqualTo(ACCEPTED);

    assertThat(channel.shown("A-1").price()).isEqualTo("2.00");
    assertThat(channel.asked("SetPrices")).hasSize(1);
  }

  private static Value.ListPrice list(String list, @Nullable String amount, String currency) {
    BigDecimal number = amount == null ? null : new BigDecimal(amount);
    return new Value.ListPrice(list, number, currency, null, null, null);
  }

  private ChannelUpdate prices(Value.ListPrice... prices) {
    return channel.update("A-1", Facet.PRICE, new Value.Price(List.of(prices)));
  }

  @Test
  void twoVariantsWithOneSkuAreNotMistaken() {
    shop.product("A-1", 1).sibling("A-2", "A-1");
    shop.product("A-2", 1);

    Outcome outcome = channel.deliver(channel.price("A-2", "7.00"));

    assertThat(rejected(outcome).code()).isEqualTo("sku.ambiguous");
  }

  @Test
  void whatAThousandChangesTake() {
    shop.products("A-", 1000, 1);
    for (int from = 0; from < 1000; from += 250) {
      channel.settle(updates(from, "5.00"));
    }
    int requests = shop.requests();
    long points = shop.pointsSpent();

    for (int from = 0; from < 1000; from += 250) {
      assertThat(channel.settle(updates(from, "6.00"))).containsOnly(ACCEPTED);
    }

    assertThat(shop.requests() - requests).as("one product each").isEqualTo(52);
    assertThat(shop.pointsSpent() - points).isEqualTo(10_000);
    assertThat(shop.throttled()).isZero();
  }

  private List<ChannelUpdate> updates(int from, String amount) {
    List<ChannelUpdate> updates = new ArrayList<>();
    for (int i = from + 1; i <= from + 250; i++) {
      updates.add(channel.price("A-" + i, amount));
    }
    return updates;
  }
}
