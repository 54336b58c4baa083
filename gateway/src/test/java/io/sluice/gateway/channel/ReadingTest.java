package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.gateway.operations.ReadingView;
import io.sluice.gateway.rules.Guard;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How a channel is read, and what a dry run leaves to be sent. */
class ReadingTest extends ReadingFixture {
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
  void ofASmallRateHalfIsLeftToDeliveries() {
    VirtualChannel shop = filled(10 * PAGE);
    IntStream.range(0, 20).forEach(i -> publish(shop, "new-" + i, 1, "1.00"));
    int before = shop.checker.begun().size();
    shop.channel.rate(new Rate("anna", 0.05), shop.time.nowMs());
    shop.channel.read(ReadingKind.RECONCILE_DRY_RUN, shop.time.nowMs());
    shop.run(205_000);

    assertThat(sentSince(shop, before).size()).isBetween(4, 6);
    assertThat(readAtMs).hasSizeBetween(4, 6);
  }

  @Test
  void channelThatIsBusyLooksAtNoMoreListingsForThat() {
    VirtualChannel shop = filled(PAGE);
    shop.channel.read(ReadingKind.RECONCILE_DRY_RUN, shop.time.nowMs());
    while (view(shop).listings() == 0) {
      shop.run(1);
    }
    long looked = view(shop).listings();
    assertThat(looked).isLessThan(PAGE);

    for (int i = 0; i < 100; i++) {
      shop.channel.proceed(shop.time.nowMs());
    }

    assertThat(view(shop).listings()).isEqualTo(looked);
    shop.run(1_000);
    assertThat(view(shop).listings()).isEqualTo(PAGE);
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
