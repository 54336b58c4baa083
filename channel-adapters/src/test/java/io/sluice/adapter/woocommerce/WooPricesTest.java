package io.sluice.adapter.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Schedules;
import io.sluice.adapter.Value;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Prices, with dates and without. */
class WooPricesTest extends WooShopFixture {
  @Test
  void crossedOutPriceIsASale() {
    deliver(product("A"));
    deliver(price("A", "19.90", "24.95", "EUR"));
    assertThat(found("A").regularPrice()).isEqualTo("24.95");
    assertThat(found("A").salePrice()).isEqualTo("19.90");

    deliver(price("A", "21.00", null, "EUR"));
    assertThat(found("A").regularPrice()).isEqualTo("21.00");
    assertThat(found("A").salePrice()).isEmpty();

    deliver(price("A", null, null, "EUR"));
    assertThat(found("A").price()).isEmpty();
  }

  @Test
  void datesThatASaleHadBeforeAreTakenAway() {
    deliver(product("A"));
    deliver(price("A", "19.90", "24.95", "EUR"));
    await(() -> shop.saleDates("A", "2020-11-27T00:00:00", "2020-11-30T23:59:59"));
    assertThat(found("A").price()).isEqualTo("24.95");

    deliver(price("A", "18.90", "24.95", "EUR"));

    assertThat(found("A").price()).isEqualTo("18.90");
  }

  private static ChannelUpdate sale(String sku, @Nullable Instant from, Instant until) {
    Value.Window window = new Value.Window(new BigDecimal("19.90"), null, from, until);
    Value.ListPrice price =
        new Value.ListPrice(
            "default", new BigDecimal("24.95"), "EUR", null, null, null, List.of(window));
    return update(sku, Facet.PRICE, new Value.Price(List.of(price)), Listed.YES);
  }

  @Test
  void saleWithDatesBeginsAndEndsByItself() {
    deliver(product("A"));
    Instant from = clock.instant().plus(Duration.ofHours(1)).truncatedTo(ChronoUnit.HOURS);
    Instant until = from.plus(Duration.ofHours(2));

    assertThat(deliver(sale("A", from, until))).isEqualTo(Outcome.Accepted.PLAIN);

    assertThat(found("A").price()).isEqualTo("24.95");
    later = Duration.between(Instant.now(), from);
    assertThat(found("A").price()).isEqualTo("19.90");
    later = Duration.between(Instant.now(), until).minusMillis(500);
    assertThat(found("A").price()).isEqualTo("19.90");
    later = Duration.between(Instant.now(), until).plusMillis(1);
    assertThat(found("A").price()).isEqualTo("24.95");
  }

  @Test
  void saleThatRunsAlreadyHasAnEndAndIsTakenAwayByAPriceWithoutDates() {
    deliver(product("A"));
    deliver(sale("A", null, clock.instant().plus(Duration.ofHours(1))));
    assertThat(found("A").price()).isEqualTo("19.90");

    deliver(price("A", "24.95", null, "EUR"));

    assertThat(found("A").price()).isEqualTo("24.95");
    assertThat(found("A").saleTo()).isNull();
  }

  @Test
  void datesAreSentAheadOnlyWhereTheMerchantSaysSo() {
    WooCommerceAdapter adapter = new WooCommerceAdapter();

    assertThat(adapter.capabilities(settings(Map.of())).schedules()).isEqualTo(Schedules.NONE);
    assertThat(adapter.capabilities(settings(Map.of("schedules", true))).schedules())
        .isEqualTo(new Schedules(1, true));
  }

  @Test
  void priceInAnotherCurrencyIsNotSent() {
    deliver(product("A"));
    assertThat(deliver(price("A", "19.90", null, "USD")))
        .isEqualTo(
            new Outcome.Rejected(
                "price.currency",
                "the price is in USD, the shop's currency is EUR",
                Outcome.Scope.ITEM,
                null));
  }
}
