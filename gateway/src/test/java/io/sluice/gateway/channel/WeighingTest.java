package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.operations.ChangesView;
import io.sluice.gateway.operations.ChangesView.BeforeAfter;
import io.sluice.gateway.operations.ChangesView.Example;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.render.Content;
import io.sluice.gateway.rules.ChannelRules;
import io.sluice.gateway.rules.Freeze;
import io.sluice.gateway.rules.Guard;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.PriceList;
import io.sluice.gateway.rules.PriceRules;
import io.sluice.gateway.rules.PriceSource;
import io.sluice.gateway.rules.PriceSteps;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.StockSteps;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What other rules would change is counted before they do. */
class WeighingTest {
  private static final int SKUS = 100;
  private static final PriceList LIST = new PriceList("default", "EUR", Percent.of("19"));

  private final SamplePlan plan = SamplePlan.state();
  private VirtualChannel shop;
  private boolean inTime = true;

  private static ChannelRules rules(String markup, long keepBack, @Nullable String onlyIf) {
    Rules rules = priced(markup, keepBack);
    return onlyIf == null ? rules.build() : rules.onlyIf(onlyIf).build();
  }

  private static Rules priced(String markup, long keepBack) {
    return new Rules()
        .stock(StockSteps.NONE.withKeepBack(keepBack))
        .price(
            new PriceRules(
                PriceSource.of(LIST),
                null,
                List.of(),
                PriceSteps.NONE.withMarkup(Percent.of(markup))));
  }

  private SamplePlan with(ChannelRules rules, String fingerprint) {
    SamplePlan other = SamplePlan.state();
    other.rules = rules;
    other.fingerprint = fingerprint;
    return other;
  }

  /** Stock of 1 to 10, price of 10 EUR, half of them of the brand Acme. */
  private void open() {
    plan.rules = rules("10", 0, "brand != 'none'");
    plan.fingerprint = "first";
    plan.parallel = 16;
    shop = new VirtualChannel(plan);
    for (int i = 0; i < SKUS; i++) {
      shop.publish("sku-" + i, SampleEvents.stock(1 + i % 10));
      shop.publish("sku-" + i, SampleEvents.price("10.00"));
      shop.publish("sku-" + i, brand(i % 2 == 0 ? "Acme" : "Other"));
    }
    shop.drain();
  }

  private static Change brand(String brand) {
    return new Change.Product(
        ("{\"name\":\"N\",\"brand\":\"" + brand + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private ChangesView weigh(SamplePlan next, @Nullable SamplePlan before) {
    Weighing weighing =
        new Weighing(
            next.plan(), before == null ? null : before.plan(), shop.catalog, new FromJournal());
    shop.channel
        .onShelf(0, shop.catalog.size())
        .forEach(product -> weighing.weigh(product, shop.time.nowMs()));
    return weighing.view();
  }

  private final class FromJournal implements Weighing.Contents {
    @Override
    public boolean inTime() {
      return inTime;
    }

    @Override
    public @Nullable Content find(long position) {
      return null;
    }

    @Override
    public @Nullable Content load(String sku, long position) {
      return shop.content(position);
    }
  }

  @Test
  void sameRulesChangeNothing() {
    open();

    ChangesView changes = weigh(plan, plan);

    assertThat(changes.updates()).isZero();
    assertThat(changes.examples()).isEmpty();
    assertThat(changes.listed()).isEqualTo(new BeforeAfter(SKUS, SKUS));
    assertThat(changes.inStock()).isEqualTo(new BeforeAfter(SKUS, SKUS));
  }

  @Test
  void everyUpdateCountsWithExamplesFromOldToNew() {
    open();

    ChangesView changes = weigh(with(rules("20", 3, "brand != 'none'"), "second"), plan);

    assertThat(changes.price()).isEqualTo(SKUS);
    assertThat(changes.stock()).isEqualTo(SKUS);
    assertThat(changes.outOfStock()).as("stock of 1, 2 and 3").isEqualTo(SKUS / 10 * 3);
    assertThat(changes.inStock()).isEqualTo(new BeforeAfter(SKUS, SKUS / 10 * 7));
    assertThat(changes.leaving()).isZero();
    assertThat(changes.examples())
        .contains(
            new Example("sku-0", "price", "11.00 EUR", "12.00 EUR"),
            new Example("sku-0", "out_of_stock", "1", "0"),
            new Example("sku-3", "stock", "4", "1"))
        .hasSize(9);
  }

  @Test
  void atAStartOnlyTheShelfTellsWhatWasShown() {
    open();

    ChangesView changes = weigh(with(rules("20", 0, "brand != 'none'"), "second"), null);

    assertThat(changes.price()).isEqualTo(SKUS);
    assertThat(changes.stock()).isZero();
    assertThat(changes.examples()).contains(new Example("sku-0", "price", "", "12.00 EUR"));
  }

  @Test
  void aTypingMistakeThatTakesHalfTheCatalogueOffCountsAsLeaving() {
    open();

    ChangesView changes = weigh(with(rules("10", 0, "brand != 'Acme'"), "second"), plan);

    assertThat(changes.leaving()).isEqualTo(SKUS / 2);
    assertThat(changes.outOfStock()).isEqualTo(SKUS / 2);
    assertThat(changes.listed()).isEqualTo(new BeforeAfter(SKUS, SKUS / 2));
    assertThat(changes.examples())
        .contains(new Example("sku-0", "leaving", "listed", "out of stock"));
  }

  @Test
  void whatIsOwedBecauseOfEventsIsNotTheDoingOfTheRules() {
    open();
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    IntStream.range(0, 40).forEach(i -> shop.publish("sku-" + i, SampleEvents.stock(50)));
    shop.run(1_000);

    ChangesView changes = weigh(with(rules("20", 0, "brand != 'none'"), "second"), plan);

    assertThat(changes.stock()).isZero();
    assertThat(changes.price()).isEqualTo(SKUS);
  }

  @Test
  void whatWaitsIsCountedWhereTheNewRulesMakeSomethingElseOfIt() {
    open();
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    IntStream.range(0, 40).forEach(i -> shop.publish("sku-" + i, SampleEvents.stock(50)));
    shop.run(1_000);

    ChangesView changes = weigh(with(rules("10", 60, "brand != 'none'"), "second"), plan);

    assertThat(changes.outOfStock()).isEqualTo(SKUS);
  }

  @Test
  void contentThatCannotBeReadInTimeCountsAsTheWorst() {
    open();
    inTime = false;

    ChangesView changes = weigh(with(rules("10", 0, "brand != 'Acme'"), "second"), plan);

    assertThat(changes.unread()).isEqualTo(SKUS);
    assertThat(changes.leaving()).isEqualTo(SKUS);
    assertThat(changes.updates()).isEqualTo(SKUS * 3);
  }

  @Test
  void aChannelThatHasNothingYetIsNewlyListed() {
    open();
    Weighing weighing = new Weighing(plan.plan(), null, shop.catalog, new FromJournal());

    IntStream.range(0, SKUS)
        .mapToObj(OnShelf::nothing)
        .forEach(product -> weighing.weigh(product, shop.time.nowMs()));

    assertThat(weighing.view().newlyListed()).isEqualTo(SKUS);
    assertThat(weighing.view().listed()).isEqualTo(new BeforeAfter(0, SKUS));
  }

  @Test
  void whatARuleHasNoValueForIsHeld() {
    plan.rules = rules("10", 0, null);
    shop = new VirtualChannel(plan);
    IntStream.range(0, SKUS).forEach(i -> shop.publish("sku-" + i, SampleEvents.stock(5)));
    shop.drain();

    ChangesView changes = weigh(with(rules("10", 0, "brand != 'none'"), "second"), plan);

    assertThat(changes.held()).isEqualTo(new BeforeAfter(0, SKUS));
    assertThat(changes.examples()).anyMatch(each -> each.what().equals("held"));
    assertThat(changes.updates()).isZero();
  }

  private ChannelRules frozen(String markup, @Nullable String onlyIf) {
    Instant now = Instant.ofEpochMilli(shop.time.nowMs());
    Freeze freeze =
        new Freeze("sale", EnumSet.allOf(Facet.class), now, now.plusSeconds(3_600), ZoneOffset.UTC);
    Rules rules = priced(markup, 0).freeze(freeze);
    return onlyIf == null ? rules.build() : rules.onlyIf(onlyIf).build();
  }

  @Test
  void whatAFreezeHoldsCountsAsWhatItSendsInTheEnd() {
    open();
    SamplePlan before = with(frozen("10", "brand != 'none'"), "first");

    ChangesView dearer = weigh(with(frozen("20", "brand != 'none'"), "second"), before);
    ChangesView without = weigh(with(frozen("10", "brand != 'Acme'"), "third"), before);

    assertThat(dearer.price()).isEqualTo(SKUS);
    assertThat(dearer.stock()).isZero();
    assertThat(without.leaving()).isEqualTo(SKUS / 2);
    assertThat(without.outOfStock()).isEqualTo(SKUS / 2);
  }

  @Test
  void whatAFreezeHoldsIsTheDoingOfRulesThatLetItOut() {
    open();
    SamplePlan frozen = with(frozen("20", "brand != 'none'"), "first");

    ChangesView same = weigh(with(frozen("20", "brand != 'none'"), "second"), frozen);
    ChangesView out = weigh(with(rules("20", 0, "brand != 'none'"), "third"), frozen);

    assertThat(same.updates()).isZero();
    assertThat(out.price()).isEqualTo(SKUS);
  }

  @Test
  void whatIsHeldForAPersonOrThrownAwayIsNotOwedAnyway() {
    plan.guard = new Guard(Percent.of("40"), null, null, null, null, null);
    open();
    IntStream.range(0, 4).forEach(i -> shop.publish("sku-" + i, SampleEvents.price("1.00")));
    shop.drain();
    long now = shop.time.nowMs();
    HeldQuery one = new HeldQuery("shop", "guard", "sku-1");
    assertThat(shop.channel.letGo(one, 0, 1_000, now, now).decided()).isEqualTo(1);

    ChangesView changes = weigh(with(rules("10", 0, "brand != 'none'"), "second"), plan);

    assertThat(changes.price()).isEqualTo(4);
  }
}
