package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Value;
import io.sluice.gateway.operations.HeldQuery;
import io.sluice.gateway.operations.HeldStep;
import io.sluice.gateway.operations.ReadingView;
import io.sluice.gateway.operations.ReadingView.Difference;
import io.sluice.gateway.rules.Assortment;
import io.sluice.gateway.rules.Guard;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.SkuRule;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A shop that has listings already is taken over. */
class AdoptionTest extends ReadingFixture {
  @Test
  void ofAThousandListingsOnlyTheTenThatDifferAreSent() {
    plan.dryRun = true;
    VirtualChannel shop = shop();
    IntStream.range(0, 1_000).forEach(i -> publish(shop, "sku-" + i, i, "20.00"));
    IntStream.range(0, 1_000).forEach(i -> shows("sku-" + i, (long) i, i < 10 ? "19" : "20.0"));
    shop.run(5_000);
    assertThat(shop.channel.owed()).as("visible and not sent").isEqualTo(2_000);

    ReadingView adopted = read(shop, ReadingKind.ADOPT);

    assertThat(adopted.failed()).isFalse();
    assertThat(adopted.listings()).isEqualTo(1_000);
    assertThat(adopted.same()).isEqualTo(1_990);
    assertThat(adopted.different()).isEqualTo(10);
    assertThat(adopted.examples())
        .hasSize(10)
        .first()
        .isEqualTo(new Difference("sku-0", "price", "19 EUR", null, "20.00 EUR"));
    assertThat(shop.channel.owed()).isEqualTo(10);
    assertThat(shop.checker.begun()).isEmpty();

    plan.dryRun = false;
    shop.reconfigure(plan);
    shop.drain();

    assertThat(shop.checker.begun()).hasSize(10);
    assertThat(shop.checker.begun()).allMatch(update -> update.value() instanceof Value.Price);
    assertThat(price(shop, "sku-9")).isEqualTo("20.00");
  }

  @Test
  void whatWasAdoptedIsKnownAfterAKill() {
    plan.dryRun = true;
    VirtualChannel shop = shop();
    publish(shop, "right", 7, "20.00");
    publish(shop, "wrong", 7, "20.00");
    shows("right", 7L, "20.00");
    shows("wrong", 8L, "20.00");
    shop.run(5_000);
    read(shop, ReadingKind.ADOPT);
    shop.run(1_000);

    plan.dryRun = false;
    shop.crash(plan);
    shop.drain();

    assertThat(shop.checker.begun()).hasSize(1);
    assertThat(stock(shop, "wrong")).isEqualTo(7);
  }

  @Test
  void guardComparesWithWhatTheChannelShowedBefore() {
    plan.dryRun = true;
    plan.guard = new Guard(Percent.of("40"), null, null, null, null, null);
    VirtualChannel shop = shop();
    publish(shop, "a", 7, "2.00");
    shows("a", 7L, "20.00");
    shop.run(5_000);
    read(shop, ReadingKind.ADOPT);

    plan.dryRun = false;
    shop.reconfigure(plan);
    shop.drain();

    assertThat(shop.checker.begun()).isEmpty();
    assertThat(shop.heldByRules())
        .singleElement()
        .satisfies(held -> assertThat(held.reason()).startsWith("price 20.00 -> 2.00"));
  }

  @Test
  void productsThatNobodyKnowsAreCountedAndLeftAlone() {
    VirtualChannel shop = shop();
    publish(shop, "ours", 1, "1.00");
    shop.drain();
    int before = shop.checker.begun().size();
    shows("ours", 1L, "1.00");
    shows("theirs", 3L, "3.00");

    ReadingView adopted = read(shop, ReadingKind.ADOPT);

    assertThat(adopted.unknown()).isEqualTo(1);
    assertThat(adopted.unknownExamples()).containsExactly("theirs");
    assertThat(sentSince(shop, before)).isEmpty();
  }

  @Test
  void productIsFoundByTheNameItHasThere() {
    plan.dryRun = true;
    plan.rules =
        new Rules()
            .sku(new SkuRule(Map.of("a", "one"), "DE-", "-N", SkuRule.Otherwise.SAME))
            .build();
    VirtualChannel shop = shop();
    List.of("a", "b").forEach(sku -> shop.publish(sku, SampleEvents.stock(4)));
    shows("DE-one-N", 4L, null);
    shows("DE-b-N", 4L, null);
    shows("DE-a-N", 4L, null);
    shop.run(5_000);

    ReadingView adopted = read(shop, ReadingKind.ADOPT);

    assertThat(adopted.same()).isEqualTo(2);
    assertThat(adopted.unknownExamples()).containsExactly("DE-a-N");
    assertThat(shop.channel.owed()).isZero();
  }

  @Test
  void contentThatRulesReadIsFetchedForTheComparison() {
    plan.dryRun = true;
    plan.rules = new Rules().onlyIf("name != 'old'").build();
    VirtualChannel shop = shop();
    shop.contentCached = false;
    for (String sku : List.of("a", "b", "old")) {
      shop.publish(sku, SampleEvents.product(sku));
      shop.publish(sku, SampleEvents.stock(4));
      shows(sku, 4L, null);
    }
    shop.run(5_000);

    ReadingView adopted = read(shop, ReadingKind.ADOPT);

    assertThat(adopted.same()).isEqualTo(2);
    assertThat(adopted.leaving()).isEqualTo(1);
    plan.dryRun = false;
    shop.reconfigure(plan);
    shop.drain();
    assertThat(shop.checker.begun()).hasSize(1);
    assertThat(stock(shop, "old")).isZero();
  }

  @Test
  void contentCountsAsOursOnlyWhereThatIsSaid() {
    plan.dryRun = true;
    plan.send = EnumSet.allOf(Facet.class);
    VirtualChannel shop = shop();
    shop.publish("a", SampleEvents.product("a"));
    shop.publish("a", SampleEvents.stock(4));
    shows("a", 4L, null);
    shop.run(5_000);

    read(shop, ReadingKind.ADOPT);
    assertThat(shop.channel.owed()).isEqualTo(1);
    read(shop, ReadingKind.ADOPT_CONTENT);
    assertThat(shop.channel.owed()).isZero();
  }

  @Test
  void whatWasAcceptedBeforeIsNotAdopted() {
    VirtualChannel shop = shop();
    publish(shop, "a", 7, "20.00");
    shop.drain();
    shows("a", 99L, "99.00");

    ReadingView adopted = read(shop, ReadingKind.ADOPT);

    assertThat(adopted.same() + adopted.different()).isZero();
    assertThat(read(shop, ReadingKind.RECONCILE_DRY_RUN).different()).isEqualTo(2);
  }

  private static Assortment delists() {
    return new Assortment(
        null, EnumSet.allOf(Facet.class), true, Assortment.Then.DELIST, Assortment.Then.DELIST);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void productThatIsSoldNoMoreIsNotTakenForGoneWhileItIsThere(boolean byRules) {
    plan.dryRun = true;
    plan.send = EnumSet.allOf(Facet.class);
    plan.rules = byRules ? new Rules().assortment(delists()).build() : null;
    VirtualChannel shop = shop();
    shop.publish("a", SampleEvents.product("a"));
    shop.publish("a", new Change.Discontinued());
    shows("a", null, null);
    shop.run(5_000);

    ReadingView adopted = read(shop, ReadingKind.ADOPT_CONTENT);

    assertThat(adopted.same()).isZero();
    plan.dryRun = false;
    shop.reconfigure(plan);
    shop.drain();
    assertThat(shop.checker.begun()).hasSize(1);
    assertThat(shop.checker.begun().get(0).value()).isInstanceOf(Value.Discontinued.class);
  }

  @Test
  void contentOfAProductThatMayNotBeCreatedIsOwedOnceItIsFoundThere() {
    plan.dryRun = true;
    plan.send = EnumSet.allOf(Facet.class);
    Assortment updates =
        new Assortment(null, plan.send, false, Assortment.Then.LEAVE, Assortment.Then.LEAVE);
    plan.rules = new Rules().assortment(updates).build();
    VirtualChannel shop = shop();
    shop.publish("a", SampleEvents.product("a"));
    shop.publish("a", SampleEvents.stock(4));
    shows("a", 4L, null);
    shop.run(5_000);
    assertThat(shop.channel.owed()).isEqualTo(1);

    read(shop, ReadingKind.ADOPT);

    assertThat(shop.channel.backlogHead(10, shop.time.nowMs()))
        .extracting(owed -> owed.sku() + " " + owed.facet())
        .containsExactly("a product");
  }

  @Test
  void stockOfAProductThatTheRulesExcludeIsOwedAlsoAfterAKill() {
    plan.dryRun = true;
    plan.rules = new Rules().onlyIf("name != 'old'").build();
    VirtualChannel shop = shop();
    shop.publish("a", SampleEvents.product("old"));
    shop.publish("a", SampleEvents.stock(4));
    shows("a", 4L, null);
    shop.run(5_000);
    read(shop, ReadingKind.ADOPT);
    shop.run(1_000);

    plan.dryRun = false;
    shop.crash(plan);
    shop.drain();

    assertThat(stock(shop, "a")).isZero();
  }

  @Test
  void whatAPersonDidNotWantOfItStaysSoAfterAKill() {
    plan.dryRun = true;
    plan.guard = new Guard(Percent.of("40"), null, null, null, null, null);
    VirtualChannel shop = shop();
    publish(shop, "a", 7, "2.00");
    shows("a", 7L, "20.00");
    shop.run(5_000);
    read(shop, ReadingKind.ADOPT);
    plan.dryRun = false;
    shop.reconfigure(plan);
    shop.drain();
    HeldQuery all = new HeldQuery("shop", null, null);
    HeldStep step = shop.channel.letGo(all, 0, 100, shop.time.nowMs(), shop.time.nowMs());
    assertThat(step.decided()).isEqualTo(1);
    shop.drain();

    shop.crash(plan);
    shop.drain();

    assertThat(shop.heldByRules()).isEmpty();
    assertThat(shop.checker.begun()).isEmpty();
  }

  @Test
  void freezeDoesNotKeepWhatIsRightThereFromBeingAccepted() {
    plan.dryRun = true;
    Instant now = Instant.ofEpochMilli(new VirtualTime().nowMs());
    plan.rules = frozen(now, now.plus(Duration.ofHours(1)));
    VirtualChannel shop = shop();
    publish(shop, "right", 7, "20.00");
    publish(shop, "wrong", 7, "20.00");
    shows("right", 7L, "20.00");
    shows("wrong", 7L, "21.00");
    shop.run(5_000);
    assertThat(shop.heldByRules()).hasSize(4);

    ReadingView adopted = read(shop, ReadingKind.ADOPT);

    assertThat(adopted.same()).isEqualTo(3);
    assertThat(adopted.examples())
        .containsExactly(new Difference("wrong", "price", "21.00 EUR", null, "20.00 EUR"));
    shop.run(1_000);
    assertThat(shop.heldByRules())
        .extracting(held -> held.sku() + " " + held.part())
        .containsExactly("wrong price");
    plan.dryRun = false;
    shop.reconfigure(plan);
    shop.run(Duration.ofHours(2).toMillis());
    assertThat(shop.checker.begun()).hasSize(1);
    assertThat(price(shop, "wrong")).isEqualTo("20.00");
  }

  @Test
  void nothingIsReadBeforeTheRulesAreApproved() {
    plan.fingerprint = "one";
    VirtualChannel shop = shop();
    publish(shop, "a", 7, "20.00");
    shop.drain();
    plan.fingerprint = "other";
    shop.needsApproval = true;
    shop.crash(plan);
    publish(shop, "b", 7, "20.00");
    shows("b", 7L, "20.00");
    shop.channel.read(ReadingKind.ADOPT, shop.time.nowMs());
    shop.run(60_000);
    int outcomes = shop.store.outcomes.size();

    assertThat(readAtMs).isEmpty();
    assertThat(view(shop).problem()).isEqualTo("waits for approval: somebody has to look");

    shop.channel.approve(shop.time.nowMs());
    shop.run(60_000);
    assertThat(view(shop).over()).isTrue();
    assertThat(view(shop).problem()).isNull();
    assertThat(shop.store.outcomes).hasSizeGreaterThan(outcomes);
  }
}
