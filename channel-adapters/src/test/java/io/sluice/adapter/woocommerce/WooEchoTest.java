package io.sluice.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.simulator.market.MarketAnswer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What the shop answers 200 to, and does nothing of. */
class WooEchoTest extends WooShopFixture {
  private static void assertRejected(Outcome outcome, String code) {
    assertThat(outcome)
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            no -> {
              assertThat(no.code()).isEqualTo(code);
              assertThat(no.scope()).isEqualTo(Outcome.Scope.ITEM);
            });
  }

  @Test
  void stockThatTheShopDoesNotCountIsNotAccepted() {
    deliver(product("A"));
    await(() -> shop.countStock(false));

    assertRejected(deliver(stock("A", 0)), "stock.not_counted");

    await(() -> shop.countStock(true));
    assertThat(deliver(stock("A", 0))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(found("A").buyable()).isFalse();
  }

  @Test
  void newProductThatCouldBeBoughtWithoutLimitIsNotListed() {
    await(() -> shop.countStock(false));

    assertRejected(deliver(product("A")), "stock.not_counted");

    await(() -> shop.countStock(true));
    assertThat(deliver(product("A"))).isEqualTo(Outcome.Accepted.PLAIN);
  }

  @Test
  void priceThatAProductWithVariationsCannotHaveIsNotAccepted() {
    await(() -> shop.putVariation("RED-S", "RED"));

    assertRejected(deliver(price("RED", "19.90", null, "EUR")), "price.not_taken");

    assertThat(deliver(price("RED", null, null, "EUR"))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(deliver(price("RED-S", "19.90", null, "EUR"))).isEqualTo(Outcome.Accepted.PLAIN);
  }

  private static ChannelUpdate taxed(String sku, String taxClass) {
    String json = "{\"name\":\"Bag\",\"tax_class\":\"%s\"}".formatted(taxClass);
    Value value = new Value.Product(json.getBytes(StandardCharsets.UTF_8));
    return update(sku, Facet.PRODUCT, value, Listed.UNKNOWN);
  }

  @Test
  void taxClassThatTheShopHasNotIsNotTheStandardOne() {
    assertThat(deliver(taxed("A", "reduced-rate"))).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(deliver(taxed("A", "standard"))).isEqualTo(Outcome.Accepted.PLAIN);

    assertRejected(deliver(taxed("A", "reduced")), "product.tax_class");
  }

  @Test
  void answerThatSaysNothingOfItIsTakenAtItsWord() {
    deliver(product("A"));
    await(() -> shop.answerNext(MarketAnswer.json(200, "{\"update\":[{\"id\":701}]}")));

    assertThat(deliver(stock("A", 3))).isEqualTo(Outcome.Accepted.PLAIN);
  }
}
