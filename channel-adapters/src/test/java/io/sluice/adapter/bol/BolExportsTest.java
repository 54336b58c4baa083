package io.sluice.adapter.bol;

import static io.sluice.adapter.bol.BolFixture.SKU;
import static io.sluice.adapter.bol.BolFixture.ean;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.AdapterFile;
import io.sluice.adapter.ChannelContext;
import io.sluice.adapter.ListingPage;
import io.sluice.adapter.Outcome;
import io.sluice.simulator.bol.BolMarketplace;
import io.sluice.simulator.bol.BolOffer;
import io.sluice.simulator.bol.BolOperation;
import io.sluice.simulator.market.MarketFault.Kind;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The file of all offers: large, slow, and broken off. */
class BolExportsTest {
  private final BolFixture channel = new BolFixture();
  private final BolMarketplace bol = channel.bol;

  @AfterEach
  void close() {
    channel.close();
  }

  private void add(String sku) {
    channel.await(() -> bol.add(BolOffer.of("o-" + sku, ean(sku), sku, "5.00", 3)));
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"TRUNCATED", "RESET_AFTER", "HTML", "ERROR_500"})
  void fileThatDoesNotComeWholeIsFetchedAgain(Kind kind) {
    add(SKU);
    channel.await(() -> bol.fault(kind, 1, BolOperation.GET_EXPORT::fits));

    // Found, then sent again by the gateway
    assertThat(channel.settle(channel.discontinue(SKU))).isInstanceOf(Outcome.Conflict.class);
    assertThat(channel.settle(channel.discontinue(SKU))).isEqualTo(Outcome.Accepted.PLAIN);

    assertThat(channel.await(bol::offers)).isEmpty();
  }

  @Test
  void fileThatIsTooLongIsNoReasonToTryAgain() {
    channel.with("export_at_most", 64L << 10);
    for (int i = 0; i < 1_000; i++) {
      add("SKU-" + i);
    }

    assertThat(channel.settle(channel.discontinue("SKU-7")))
        .isEqualTo(
            new Outcome.Rejected(
                "export.unreadable",
                "the file of all offers is longer than export_at_most",
                Outcome.Scope.ITEM,
                null));
  }

  @Test
  void slowFileHoldsUpNothingElseAndComesInTheEnd() {
    add(SKU);
    channel.listed("SKU-2");
    channel.with("total_timeout", Duration.ofSeconds(1));
    channel.await(() -> bol.slowExports(Duration.ofMillis(1_500)));
    Outcome.Pending leaving = (Outcome.Pending) channel.deliver(channel.discontinue(SKU));
    leaving = (Outcome.Pending) channel.poll(leaving.handle());
    Outcome.Pending stock = (Outcome.Pending) channel.deliver(channel.stock("SKU-2", 0));
    channel.later(Duration.ofSeconds(5));

    List<Outcome> outcomes = channel.poll(List.of(leaving.handle(), stock.handle()));

    assertThat(outcomes.get(0)).isInstanceOf(Outcome.Pending.class);
    assertThat(outcomes.get(1)).isEqualTo(Outcome.Accepted.PLAIN);
    assertThat(channel.finished(outcomes.get(0))).isInstanceOf(Outcome.Conflict.class);
    assertThat(channel.requests(BolOperation.GET_EXPORT)).isEqualTo(1);
  }

  @Test
  void pagesAreEmptyUntilTheFileHasCome() {
    channel.with("pending", Map.of("poll_every", Duration.ofMillis(1)));
    add(SKU);
    channel.with("total_timeout", Duration.ofSeconds(1));
    channel.await(() -> bol.slowExports(Duration.ofMillis(1_500)));
    List<String> cursors = new ArrayList<>();
    List<String> skus = new ArrayList<>();
    String cursor = null;
    do {
      String from = cursor;
      ListingPage.Items page =
          (ListingPage.Items) channel.await(() -> channel.connection().listings(from));
      page.listings().forEach(each -> skus.add(each.sku()));
      cursor = page.next();
      cursors.add(String.valueOf(cursor));
    } while (cursor != null);

    assertThat(skus).containsExactly(SKU);
    assertThat(cursors).doesNotHaveDuplicates().hasSizeGreaterThan(3);
    assertThat(channel.requests(BolOperation.GET_EXPORT)).isEqualTo(1);
  }

  @Test
  void fileIsReadBesideTheEventLoop() throws Exception {
    StringBuilder csv =
        new StringBuilder("offerId,bundlePricesPrice,stockAmount,onHoldByRetailer,referenceCode\n");
    for (int i = 0; i < 150_000; i++) {
      csv.append("o-").append(i).append(",5.00,3,false,SKU-").append(i).append('\n');
    }
    OfferExport export = new OfferExport(csv.toString().getBytes(StandardCharsets.UTF_8));
    BolSettings settings = BolSettings.of(channel.settings());
    ChannelContext context = ChannelContext.passing(channel.vertx, channel.clock());
    BolExports exports =
        new BolExports(
            new BolApi(settings, AdapterFile.read(BolAdapter.class), context),
            channel.vertx,
            Duration.ofSeconds(1));

    assertThat(beside(() -> exports.find(export, Set.of("absent")))).isEmpty();
    assertThat(beside(() -> exports.page(export, 0, 1_000)).rows()).hasSize(1_000);
    assertThat(beside(() -> exports.among(export, Set.of("o-149999", "o-150000"))))
        .containsExactly("o-149999");
  }

  /** What it ends in, where the event loop goes on meanwhile. */
  private <T> T beside(Supplier<Future<T>> work) {
    AtomicBoolean atOnce = new AtomicBoolean();
    T ended =
        channel.await(
            () -> {
              Future<T> begun = work.get();
              atOnce.set(begun.isComplete());
              return begun;
            });
    assertThat(atOnce).as("done on the event loop").isFalse();
    return ended;
  }
}
