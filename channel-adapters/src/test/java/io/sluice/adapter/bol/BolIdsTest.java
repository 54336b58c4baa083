package io.sluice.adapter.bol;

import static io.sluice.adapter.bol.BolFixture.SKU;
import static io.sluice.adapter.bol.BolFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.adapter.Outcome;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is remembered of the ids of offers, also when the store is slow or away. */
class BolIdsTest {
  private static final BolIds.Offer OFFER =
      new BolIds.Offer("o-1", false, Instant.parse("2026-11-20T12:00:00Z"));

  private final MoodyIds store = new MoodyIds();

  @Test
  void whatIsKnownOfAnOfferIsFoundAgain() {
    BolIds ids = new BolIds(store);

    ids.change(Map.of(SKU, none -> OFFER));

    assertThat(ids.find(SKU).result()).isEqualTo(OFFER);
    ids.change(Map.of(SKU, BolIds.Offer::withPrice));
    assertThat(ids.find(SKU).result())
        .isEqualTo(new BolIds.Offer("o-1", true, Instant.parse("2026-11-20T12:00:00Z")));
  }

  @Test
  void idsOfOlderVersionsAreKnownSinceLongAgo() {
    store.put(Map.of(SKU, Map.of("offer", "o-1")));

    assertThat(new BolIds(store).find(SKU).result())
        .isEqualTo(new BolIds.Offer("o-1", true, Instant.EPOCH));
  }

  @Test
  void changeDoesNotBringBackWhatAnotherTookAway() {
    BolIds ids = new BolIds(store);
    ids.change(Map.of(SKU, none -> OFFER));

    // The first has read when the second begins
    store.hold();
    Future<Void> priced =
        ids.change(Map.of(SKU, known -> known == null ? null : OFFER.withPrice()));
    Future<Void> forgotten = ids.forget(SKU, "o-1");
    store.goOn();

    assertThat(priced.succeeded()).isTrue();
    assertThat(forgotten.succeeded()).isTrue();
    assertThat(ids.find(SKU).result()).isNull();
  }

  @Test
  void changeAfterOneThatFailedIsMade() {
    BolIds ids = new BolIds(store);
    store.answer(() -> Future.failedFuture("disk full"));
    assertThat(ids.change(Map.of(SKU, none -> OFFER)).cause())
        .isInstanceOf(BolIds.NoStore.class)
        .hasMessageContaining("disk full");
    store.answer(null);

    ids.change(Map.of(SKU, none -> OFFER));

    assertThat(ids.find(SKU).result()).isEqualTo(OFFER);
  }

  @Test
  void anotherOffersIdIsNotForgotten() {
    BolIds ids = new BolIds(store);
    ids.change(Map.of(SKU, none -> OFFER));

    ids.forget(SKU, "o-2");

    assertThat(ids.find(SKU).result()).isEqualTo(OFFER);
  }

  @Test
  void priceOfAnEarlierOfferIsNotThatOfTheNewOne() {
    try (BolFixture channel = new BolFixture()) {
      channel.settle(channel.create(SKU, content(SKU, "Bag", "")));
      String old = channel.offer(SKU).id();
      Outcome price = channel.deliver(channel.price(SKU, "24.95"));
      channel.later(Duration.ofSeconds(5));
      channel.await(() -> channel.bol.process());

      // Deleted by hand and made anew meanwhile, both known by now
      channel.await(() -> channel.bol.remove(old));
      channel.await(() -> channel.remoteIds.put(Map.of(SKU, Map.of())));
      channel.settle(channel.create(SKU, content(SKU, "Bag", "")));
      channel.finished(price);

      assertThat(channel.deliver(channel.stock(SKU, 5))).isInstanceOf(Outcome.Deferred.class);
    }
  }

  @Test
  void storeThatIsAwayLeavesThePendingAsTheyAre() {
    try (BolFixture channel = new BolFixture()) {
      Outcome.Pending created =
          (Outcome.Pending) channel.deliver(channel.create(SKU, content(SKU, "Bag", "5")));
      channel.remoteIds.answer(() -> Future.failedFuture("disk full"));
      channel.later(Duration.ofSeconds(5));

      assertThat(channel.poll(created.handle())).isEqualTo(created(channel, created));
      assertThat(channel.deliver(channel.stock(SKU, 5))).isInstanceOf(Outcome.Deferred.class);

      channel.remoteIds.answer(null);
      assertThat(channel.finished(created)).isEqualTo(Outcome.Accepted.PLAIN);
    }
  }

  /** The same, asked for later. */
  private static Outcome created(BolFixture channel, Outcome.Pending created) {
    return new Outcome.Pending(
        created.handle(), channel.now().plusSeconds(5), created.expiresAt(), false);
  }

  @Test
  void bugIsNotTakenForAStoreThatIsAway() {
    try (BolFixture channel = new BolFixture()) {
      Outcome.Pending created =
          (Outcome.Pending) channel.deliver(channel.create(SKU, content(SKU, "Bag", "5")));
      channel.remoteIds.answer(() -> Future.succeededFuture(null));
      channel.later(Duration.ofSeconds(5));

      assertThatThrownBy(() -> channel.poll(created.handle()))
          .hasRootCauseInstanceOf(NullPointerException.class);
      assertThatThrownBy(() -> channel.deliver(channel.stock(SKU, 5)))
          .hasRootCauseInstanceOf(NullPointerException.class);
    }
  }
}
