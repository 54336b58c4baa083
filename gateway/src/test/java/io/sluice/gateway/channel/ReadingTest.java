package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Listing;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.Value;
import io.sluice.gateway.operations.ReadingView;
import io.sluice.gateway.operations.ReadingView.Difference;
import io.sluice.gateway.rules.Guard;
import io.sluice.gateway.rules.Percent;
import io.sluice.gateway.rules.Rules;
import io.sluice.gateway.rules.SkuRule;
import io.sluice.source.Change;
import io.sluice.source.Facet;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a channel shows, read back and held against what it should show. */
class ReadingTest {
  private static final int PAGE = 100;

  private final SamplePlan plan = plan();

  /** What the far end shows, whoever put it there. */
  private final Map<String, Listing> there = new LinkedHashMap<>();

  private final List<Long> readAtMs = new ArrayList<>();

  private static SamplePlan plan() {
    SamplePlan plan = SamplePlan.state();
    plan.send = EnumSet.of(Facet.STOCK, Facet.PRICE);
    plan.listings = true;
    plan.parallel = 16;
    return plan;
  }

  private VirtualChannel shop() {
    VirtualChannel shop = new VirtualChannel(plan);
    shop.commitMs = () -> 1;
    shop.listings = cursor -> page(shop, cursor);
    return shop;
  }

  private ListingPage page(VirtualChannel shop, @Nullable String cursor) {
    readAtMs.add(shop.time.nowMs());
    int from = cursor == null ? 0 : Integer.parseInt(cursor);
    List<Listing> all = List.copyOf(there.values());
    int to = Math.min(all.size(), from + PAGE);
    String next = to < all.size() ? Integer.toString(to) : null;
    return new ListingPage.Items(all.subList(from, to), next);
  }

  private void shows(String sku, @Nullable Long stock, @Nullable String price) {
    BigDecimal amount = price == null ? null : new BigDecimal(price);
    there.put(sku, new Listing(sku, true, stock, amount, price == null ? null : "EUR"));
  }

  /** The far end shows what it was sent last. */
  private void showsWhatItWasSent(VirtualChannel shop, String... skus) {
    for (String sku : skus) {
      shows(sku, stock(shop, sku), price(shop, sku));
    }
  }

  private static @Nullable Long stock(VirtualChannel shop, String sku) {
    ChannelUpdate update = shop.checker.lastApplied(sku, "STOCK");
    return update == null ? null : ((Value.Stock) update.value()).quantity();
  }

  private static @Nullable String price(VirtualChannel shop, String sku) {
    ChannelUpdate update = shop.checker.lastApplied(sku, "PRICE");
    return update == null
        ? null
        : String.valueOf(((Value.Price) update.value()).prices().get(0).amount());
  }

  private static ReadingView read(VirtualChannel shop, ReadingKind kind) {
    assertThat(shop.channel.read(kind, shop.time.nowMs())).isTrue();
    for (int i = 0; i < 600 && !view(shop).over(); i++) {
      shop.run(100);
    }
    assertThat(view(shop).over()).as("%s", view(shop)).isTrue();
    return view(shop);
  }

  private static ReadingView view(VirtualChannel shop) {
    return Objects.requireNonNull(shop.channel.reading());
  }

  private static void publish(VirtualChannel shop, String sku, long stock, String price) {
    shop.publish(sku, SampleEvents.stock(stock));
    shop.publish(sku, SampleEvents.price(price));
  }

  private static List<ChannelUpdate> sentSince(VirtualChannel shop, int before) {
    return List.copyOf(shop.checker.begun().subList(before, shop.checker.begun().size()));
  }

  // --- adopt ------------------------------------------------------------------------------------

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

  // --- dry run ----------------------------------------------------------------------------------

  @Test
  void dryRunSendsNothingAndAfterItOnlyWhatDiffers() {
    VirtualChannel shop = shop();
    IntStream.range(0, 300).forEach(i -> publish(shop, "sku-" + i, 5, "20.00"));
    shop.drain();
    int before = shop.checker.begun().size();
    plan.dryRun = true;
    shop.reconfigure(plan);
    shop.run(1_000);
    // A feed says everything once more, and one thing otherwise.
    IntStream.range(0, 300).forEach(i -> publish(shop, "sku-" + i, 5, i == 7 ? "21.00" : "20.00"));
    shop.run(60_000);

    assertThat(sentSince(shop, before)).isEmpty();
    assertThat(shop.channel.owed()).isEqualTo(1);
    assertThat(shop.channel.backlogHead(10, shop.time.nowMs()))
        .extracting(owed -> owed.sku() + " " + owed.facet())
        .containsExactly("sku-7 price");

    plan.dryRun = false;
    shop.crash(plan);
    shop.drain();
    assertThat(sentSince(shop, before)).hasSize(1);
    assertThat(price(shop, "sku-7")).isEqualTo("21.00");
  }

  @Test
  void dryRunShowsWhatRulesAndGuardWouldHold() {
    plan.dryRun = true;
    plan.guard = new Guard(null, null, new BigDecimal("0.50"), null, null, null);
    VirtualChannel shop = shop();
    publish(shop, "a", 7, "0.20");
    shop.run(5_000);

    assertThat(shop.heldByRules()).singleElement().matches(held -> held.why().equals("guard"));
    assertThat(shop.channel.owed()).isEqualTo(1);
    assertThat(shop.checker.begun()).isEmpty();
  }

  // --- reconcile --------------------------------------------------------------------------------

  private VirtualChannel filled(int skus) {
    VirtualChannel shop = shop();
    IntStream.range(0, skus).forEach(i -> publish(shop, "sku-" + i, 10, "20.00"));
    shop.drain();
    IntStream.range(0, skus).forEach(i -> showsWhatItWasSent(shop, "sku-" + i));
    return shop;
  }

  @Test
  void whatSomebodyChangedThereIsFoundAndMended() {
    VirtualChannel shop = filled(250);
    int before = shop.checker.begun().size();
    shows("sku-3", 99L, "20.00");
    shows("sku-120", 10L, "25.50");

    ReadingView told = read(shop, ReadingKind.RECONCILE_DRY_RUN);
    assertThat(told.examples())
        .containsExactly(
            new Difference("sku-3", "stock", "99", "10", "10"),
            new Difference("sku-120", "price", "25.50 EUR", "20.00", "20.00 EUR"));
    assertThat(told.same()).isEqualTo(498);
    assertThat(told.touched()).isZero();
    assertThat(sentSince(shop, before)).isEmpty();

    ReadingView mended = read(shop, ReadingKind.RECONCILE);
    assertThat(mended.different()).isEqualTo(2);
    assertThat(mended.touched()).isEqualTo(2);
    assertThat(mended.waiting()).isZero();
    assertThat(sentSince(shop, before)).hasSize(2);
    assertThat(sentSince(shop, before)).extracting(ChannelUpdate::id).doesNotHaveDuplicates();
    assertThat(shop.checker.begun().subList(0, before))
        .extracting(ChannelUpdate::id)
        .doesNotContain(sentSince(shop, before).get(0).id());
    EndState.checkState(shop);
  }

  @Test
  void whatIsAcceptedAfterThePageWasReadIsNoDrift() {
    VirtualChannel shop = filled(3);
    shop.publish("sku-0", SampleEvents.stock(4));
    shop.publish("sku-1", SampleEvents.stock(5));
    shop.run(8);
    // In flight or about to be, while the page shows the stock before.
    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(stock(shop, "sku-0")).isEqualTo(4);
    assertThat(told.different()).isZero();
    assertThat(told.skipped()).isEqualTo(2);
  }

  @Test
  void whatIsHeldRefusedOrDiscardedIsNoDrift() {
    plan.guard = new Guard(Percent.of("40"), null, null, null, null, null);
    VirtualChannel shop = filled(4);
    shop.publish("sku-0", SampleEvents.price("1.00"));
    shop.drain();
    shop.farEnd(
        (updates, nowMs) ->
            updates.stream()
                .map(
                    update ->
                        update.sku().equals("sku-1")
                            ? FarEnd.rejected()
                            : (Outcome) Outcome.Accepted.PLAIN)
                .toList());
    shop.publish("sku-1", SampleEvents.stock(3));
    shop.publish("sku-2", SampleEvents.stock(9));
    shop.drain();
    shop.publish("sku-3", SampleEvents.stock(2));
    shop.drain();
    showsWhatItWasSent(shop, "sku-2", "sku-3");
    shows("sku-0", 10L, "33.00");
    shows("sku-1", 77L, "20.00");

    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(told.different()).isZero();
    assertThat(told.skipped()).isEqualTo(2);
  }

  @Test
  void productThatGotLostThereIsSentAgain() {
    plan.send = EnumSet.allOf(Facet.class);
    VirtualChannel shop = shop();
    for (int i = 0; i < 20; i++) {
      shop.publish("sku-" + i, SampleEvents.product("p"));
      publish(shop, "sku-" + i, 10, "20.00");
    }
    shop.drain();
    IntStream.range(0, 20).forEach(i -> showsWhatItWasSent(shop, "sku-" + i));
    there.remove("sku-7");
    int before = shop.checker.begun().size();

    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(told.missing()).isEqualTo(1);
    assertThat(told.examples())
        .containsExactly(new Difference("sku-7", "listed", "no", "yes", "yes"));
    shop.drain();
    assertThat(sentSince(shop, before)).hasSize(3).allMatch(each -> each.sku().equals("sku-7"));
    assertThat(sentSince(shop, before).get(0).value()).isInstanceOf(Value.Product.class);
  }

  @Test
  void listThatLacksMostOfItIsNotBelieved() {
    VirtualChannel shop = filled(200);
    there.keySet().removeIf(sku -> !sku.equals("sku-1"));
    int before = shop.checker.begun().size();

    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(told.missing()).isEqualTo(199);
    assertThat(told.touched()).isZero();
    assertThat(told.problem()).contains("not believed");
    assertThat(sentSince(shop, before)).isEmpty();
  }

  @Test
  void productThatIsThereAgainstAllWeKnewGetsItsStock() {
    plan.send = EnumSet.allOf(Facet.class);
    VirtualChannel shop = shop();
    publish(shop, "other", 1, "1.00");
    shop.farEnd(
        (updates, nowMs) ->
            updates.stream()
                .map(
                    update ->
                        update.value() instanceof Value.Product
                            ? FarEnd.rejected()
                            : (Outcome) Outcome.Accepted.PLAIN)
                .toList());
    shop.publish("a", SampleEvents.product("p"));
    shop.run(100);
    shop.publish("other", SampleEvents.stock(2));
    shop.run(1_000);
    shop.publish("a", SampleEvents.stock(4));
    shop.run(1_000);
    assertThat(stock(shop, "a")).isNull();
    shows("a", null, null);
    shows("other", 2L, "1.00");
    shop.farEnd(FarEnd.ACCEPTS);

    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(told.unexpected()).isEqualTo(1);
    shop.drain();
    assertThat(stock(shop, "a")).isEqualTo(4);
  }

  @Test
  void productThatWasTakenAwayIsMissingAsItShouldBe() {
    plan.send = EnumSet.allOf(Facet.class);
    VirtualChannel shop = shop();
    shop.publish("a", SampleEvents.product("p"));
    shop.drain();
    shop.publish("a", new Change.Discontinued());
    shop.drain();

    assertThat(read(shop, ReadingKind.RECONCILE).missing()).isZero();
  }

  // --- the way there ----------------------------------------------------------------------------

  @Test
  void deliveriesGoFirstAndAPageIsReadEveryTenSeconds() {
    plan.requestsPerSecond = 10;
    plan.parallel = 1;
    VirtualChannel shop = filled(150);
    IntStream.range(0, 600).forEach(i -> publish(shop, "new-" + i, 1, "1.00"));
    shop.run(2_000);
    int before = shop.checker.begun().size();
    long from = shop.time.nowMs();
    assertThat(shop.channel.read(ReadingKind.RECONCILE_DRY_RUN, from)).isTrue();
    shop.run(30_000);

    assertThat(readAtMs).hasSize(2);
    assertThat(readAtMs.get(1) - readAtMs.get(0)).isBetween(10_000L, 10_500L);
    assertThat(sentSince(shop, before).size()).isBetween(280, 305);
    assertThat(view(shop).over()).isTrue();
  }

  @Test
  void nothingIsReadWhileTheChannelIsPaused() {
    VirtualChannel shop = filled(3);
    shop.channel.pause(new Pause("ops", "", Long.MAX_VALUE), shop.time.nowMs());
    shop.channel.read(ReadingKind.RECONCILE, shop.time.nowMs());
    shop.run(60_000);
    assertThat(readAtMs).isEmpty();

    shop.channel.resume(shop.time.nowMs());
    shop.run(1_000);
    assertThat(view(shop).over()).isTrue();
  }

  @Test
  void oneReadingAtATime() {
    VirtualChannel shop = filled(3);
    assertThat(shop.channel.read(ReadingKind.RECONCILE, shop.time.nowMs())).isTrue();
    assertThat(shop.channel.read(ReadingKind.ADOPT, shop.time.nowMs())).isFalse();
    shop.run(1_000);
    assertThat(shop.channel.read(ReadingKind.ADOPT, shop.time.nowMs())).isTrue();
  }

  @Test
  void whatCannotBeReachedIsTriedAgain() {
    VirtualChannel shop = filled(3);
    List<Outcome> answers =
        new ArrayList<>(
            List.of(
                FarEnd.unreachable(),
                new Outcome.Deferred(
                    Instant.ofEpochMilli(shop.time.nowMs() + 20_000),
                    Outcome.Scope.CHANNEL,
                    "answered 429")));
    shop.listings =
        cursor ->
            answers.isEmpty() ? page(shop, cursor) : new ListingPage.Problem(answers.remove(0));
    long from = shop.time.nowMs();

    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(told.failed()).isFalse();
    assertThat(told.same()).isEqualTo(6);
    assertThat(shop.time.nowMs() - from).isGreaterThan(20_000);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whatCannotGetBetterOrDoesNotGetBetterFails(boolean unauthorized) {
    VirtualChannel shop = filled(3);
    Outcome why =
        unauthorized
            ? new Outcome.Unauthorized(Outcome.Scope.CHANNEL, "answered 401")
            : FarEnd.unreachable();
    int[] asked = new int[1];
    shop.listings =
        cursor -> {
          asked[0]++;
          return new ListingPage.Problem(why);
        };
    shop.channel.read(ReadingKind.RECONCILE, shop.time.nowMs());
    shop.run(600_000);

    assertThat(view(shop).failed()).isTrue();
    assertThat(view(shop).problem()).contains(unauthorized ? "401" : "500");
    assertThat(asked[0]).isEqualTo(unauthorized ? 1 : 8);
  }

  @Test
  void channelThatIgnoresWhichPageIsAskedIsToldSo() {
    VirtualChannel shop = filled(3);
    int[] page = new int[1];
    shop.listings =
        cursor -> new ListingPage.Items(List.copyOf(there.values()), Integer.toString(++page[0]));

    ReadingView told = read(shop, ReadingKind.RECONCILE);

    assertThat(told.failed()).isTrue();
    assertThat(told.problem()).contains("a page came twice");
  }

  @Test
  void readingEndsWithTheChannelAndMayBeginAgain() {
    VirtualChannel shop = filled(3);
    shop.channel.read(ReadingKind.RECONCILE, shop.time.nowMs());
    shop.reconfigure(plan);
    shop.run(1_000);

    assertThat(shop.channel.reading()).isNull();
    assertThat(read(shop, ReadingKind.RECONCILE).same()).isEqualTo(6);
  }
}
