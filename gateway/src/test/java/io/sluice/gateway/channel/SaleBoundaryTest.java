package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Value;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.PriceSource;
import io.sluice.gateway.rules.PriceSteps;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.Sale;
import io.sluice.gateway.rules.StockSteps;
import io.sluice.source.Change;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A sale that begins and ends by itself: each price changes once and back, without an event. */
class SaleBoundaryTest {
  private static final int SKUS = 10_000;
  private static final long MINUTE = 60_000;
  private static final PriceList RETAIL = new PriceList("default", "EUR", Percent.of("19"));
  private static final PriceList OUTLET = new PriceList("outlet", "EUR", Percent.of("19"));

  private final long began = new VirtualTime().nowMs();
  private final Instant from = Instant.ofEpochMilli(began + 60 * MINUTE);
  private final Instant until = Instant.ofEpochMilli(began + 120 * MINUTE);
  private final SamplePlan plan = SamplePlan.state();

  /** All prices are said, and it is ten minutes before the sale. */
  private VirtualChannel shop() {
    VirtualChannel shop = empty();
    IntStream.range(0, SKUS).forEach(i -> publish(shop, i, "8.00"));
    runTo(shop, 50);
    assertThat(shop.channel.owed()).as("all is said before it begins").isZero();
    return shop;
  }

  private static void publish(VirtualChannel shop, int sku, String inTheSale) {
    shop.publish("sku-" + sku, SampleEvents.stock(5));
    shop.publish("sku-" + sku, SampleEvents.price("10.00"));
    shop.publish("sku-" + sku, outlet(inTheSale));
  }

  private VirtualChannel empty() {
    plan.parallel = 16;
    plan.rules =
        new Rules()
            .stock(StockSteps.NONE.withKeepBack(1))
            .price(
                new PriceRules(
                    PriceSource.of(RETAIL),
                    new Sale(PriceSource.of(OUTLET), from, until, Sale.Show.REPLACE),
                    List.of(),
                    PriceSteps.NONE))
            .build();
    VirtualChannel shop = new VirtualChannel(plan);
    shop.commitMs = () -> 1;
    return shop;
  }

  private static Change outlet(String amount) {
    return new Change.Price("outlet", new BigDecimal(amount), "EUR", null, null, null, null);
  }

  private void runTo(VirtualChannel shop, long minute) {
    shop.run(began + minute * MINUTE - shop.time.nowMs());
  }

  private static List<ChannelUpdate> saidSince(VirtualChannel shop, int before) {
    return List.copyOf(shop.checker.begun().subList(before, shop.checker.begun().size()));
  }

  private static String price(ChannelUpdate update) {
    return String.valueOf(((Value.Price) update.value()).prices().get(0).amount());
  }

  private static void assertEachOnce(List<ChannelUpdate> updates, String price) {
    assertThat(updates).hasSize(SKUS);
    assertThat(updates).extracting(ChannelUpdate::facet).containsOnly(Facet.PRICE);
    assertThat(updates).extracting(SaleBoundaryTest::price).containsOnly(price);
    assertThat(updates).extracting(ChannelUpdate::sku).doesNotHaveDuplicates();
  }

  @Test
  void eachPriceChangesOnceAtEachBoundary() {
    VirtualChannel shop = shop();
    int before = shop.checker.begun().size();
    runTo(shop, 59);
    assertThat(saidSince(shop, before)).isEmpty();

    runTo(shop, 110);
    assertEachOnce(saidSince(shop, before), "8.00");
    int during = shop.checker.begun().size();
    runTo(shop, 240);

    assertEachOnce(saidSince(shop, during), "10.00");
    assertThat(shop.checker.begun()).extracting(ChannelUpdate::id).doesNotHaveDuplicates();
  }

  @Test
  void aStartAfterABoundarySaysWhatHasChangedMeanwhile() {
    VirtualChannel shop = shop();
    int before = shop.checker.begun().size();

    shop.crash(20 * MINUTE);
    runTo(shop, 110);
    assertEachOnce(saidSince(shop, before), "8.00");
    int during = shop.checker.begun().size();
    shop.crash(20 * MINUTE);
    runTo(shop, 240);

    assertEachOnce(saidSince(shop, during), "10.00");
    assertThat(shop.checker.begun()).extracting(ChannelUpdate::id).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 150, 299})
  void oneThatChangesAmongManyThatDoNotIsSaidWhicheverItIs(int cheaper) {
    VirtualChannel shop = empty();
    IntStream.range(0, 300).forEach(i -> publish(shop, i, i == cheaper ? "8.00" : "10.00"));
    runTo(shop, 50);
    int before = shop.checker.begun().size();

    runTo(shop, 61);

    assertThat(saidSince(shop, before))
        .singleElement()
        .satisfies(update -> assertThat(price(update)).isEqualTo("8.00"));
  }

  @Test
  void theFloodKeepsToTheLimitsAndWhatEventsBringGoesBeforeIt() {
    plan.requestsPerSecond = 100;
    VirtualChannel shop = shop();
    int before = shop.checker.begun().size();
    shop.run(10 * MINUTE + 5_000);
    int then = shop.checker.begun().size();
    assertThat(then - before).as("in the sale's first five seconds").isBetween(400, 700);

    // When the last products of the flood change by themselves
    long stock = shop.publish("sku-9999", SampleEvents.stock(3));
    long price = shop.publish("sku-9998", outlet("7.00"));
    shop.run(2_000);

    // Then
    List<Long> next =
        saidSince(shop, then).stream().limit(20).map(ChannelUpdate::revision).toList();
    assertThat(next).contains(stock, price);
    runTo(shop, 110);
    assertThat(saidSince(shop, before)).hasSize(SKUS + 1);
    assertThat(price(shop.checker.lastApplied("sku-9998", "PRICE"))).isEqualTo("7.00");
    assertThat(price(shop.checker.lastApplied("sku-9997", "PRICE"))).isEqualTo("8.00");
  }
}
