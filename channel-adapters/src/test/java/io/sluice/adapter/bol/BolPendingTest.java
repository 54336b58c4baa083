package io.sluice.adapter.bol;

import static io.sluice.adapter.bol.BolFixture.SKU;
import static io.sluice.adapter.bol.BolFixture.content;
import static io.sluice.adapter.bol.BolFixture.ean;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Outcome;
import io.sluice.adapter.ReadBack;
import io.sluice.simulator.bol.BolEvent;
import io.sluice.simulator.bol.BolMarketplace;
import io.sluice.simulator.bol.BolOffer;
import io.sluice.simulator.bol.BolOperation;
import io.sluice.simulator.market.MarketFault.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What becomes of what bol has queued. */
class BolPendingTest {
  private static final Outcome ACCEPTED = Outcome.Accepted.PLAIN;

  private final BolFixture channel = new BolFixture();
  private final BolMarketplace bol = channel.bol;

  @AfterEach
  void close() {
    channel.close();
  }

  private static Outcome.Pending pending(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Pending.class);
    return (Outcome.Pending) outcome;
  }

  @Test
  void stockOfZeroArrivesWhileContentIsPendingForHours() {
    channel.listed(SKU);
    channel.with("content_language", "nl");
    channel.settle(channel.stock(SKU, 12));
    channel.await(() -> bol.delay(BolEvent.CREATE_PRODUCT_CONTENT, Duration.ofHours(2)));
    channel.await(() -> bol.review(Duration.ofHours(1)));

    Outcome.Pending content =
        pending(channel.deliver(channel.change(SKU, content(SKU, "Large bag", ""))));
    assertThat(content.listed()).isTrue();
    channel.later(Duration.ofMinutes(90));
    Outcome.Pending still = pending(channel.poll(content.handle()));

    // The stock falls meanwhile
    Instant fell = channel.now();
    assertThat(channel.settle(channel.stock(SKU, 0))).isEqualTo(ACCEPTED);
    assertThat(channel.offer(SKU).stock()).isZero();
    assertThat(Duration.between(fell, channel.now())).isLessThan(Duration.ofSeconds(10));

    channel.later(Duration.ofMinutes(45));
    Outcome.Pending reviewed = pending(channel.poll(still.handle()));
    channel.later(Duration.ofHours(1));
    assertThat(channel.poll(reviewed.handle())).isEqualTo(ACCEPTED);
    assertThat(channel.await(bol::contents).get(ean(SKU))).containsEntry("Name", "Large bag");
    assertThat(channel.offer(SKU).stock()).isZero();
  }

  @Test
  void newOfferIsListedBeforeItsContentIsDecided() {
    channel.with("content_language", "nl");
    channel.await(() -> bol.delay(BolEvent.CREATE_PRODUCT_CONTENT, Duration.ofHours(3)));

    Outcome.Pending created =
        pending(channel.deliver(channel.create(SKU, content(SKU, "Bag", "24.95"))));
    assertThat(created.listed()).isFalse();
    channel.later(Duration.ofSeconds(5));
    Outcome.Pending listed = pending(channel.poll(created.handle()));

    assertThat(listed.listed()).isTrue();
    assertThat(channel.settle(channel.stock(SKU, 3))).isEqualTo(ACCEPTED);
    channel.later(Duration.ofHours(3));
    // The first handle is the one that a restart finds.
    assertThat(channel.poll(created.handle())).isEqualTo(ACCEPTED);
  }

  @Test
  void declinedContentIsRejectedInBolsWords() {
    channel.listed(SKU);
    channel.with("content_language", "nl");
    channel.await(() -> bol.declineContent("Name", "VALIDATION_FAILED_INVALID_TEXT"));

    assertThat(channel.settle(channel.change(SKU, content(SKU, "Bag", ""))))
        .isEqualTo(
            new Outcome.Rejected(
                "content.declined",
                "Name: The provided value is not correct.",
                Outcome.Scope.ITEM,
                null));
  }

  @Test
  void contentThatChangesNothingIsNoRefusal() {
    channel.listed(SKU);
    channel.with("content_language", "nl");
    channel.await(() -> bol.declineContent("Name", "IDENTICAL_VALUE_AS_BEFORE"));

    assertThat(channel.settle(channel.change(SKU, content(SKU, "Bag", "")))).isEqualTo(ACCEPTED);
  }

  @Test
  void failureIsRejectedWithBolsWords() {
    channel.listed(SKU);
    channel.await(() -> bol.fail(BolEvent.UPDATE_OFFER_PRICE, "Price is too high.", 1));

    assertThat(channel.settle(channel.price(SKU, "99")))
        .isEqualTo(
            new Outcome.Rejected("price.failure", "Price is too high.", Outcome.Scope.ITEM, null));
    assertThat(channel.settle(channel.price(SKU, "98"))).isEqualTo(ACCEPTED);
  }

  @Test
  void offerThatSomebodyDeletedIsForgottenAndCreatedAnew() {
    String id = channel.listed(SKU);
    channel.await(() -> bol.remove(id));

    assertThat(channel.settle(channel.stock(SKU, 2))).isInstanceOf(Outcome.NotListed.class);
    assertThat(channel.ids(SKU)).isEmpty();
    assertThat(channel.deliver(channel.price(SKU, "9"))).isInstanceOf(Outcome.NotListed.class);

    assertThat(channel.settle(channel.create(SKU, content(SKU, "Bag", "9")))).isEqualTo(ACCEPTED);
    assertThat(channel.offer(SKU).id()).isNotEqualTo(id);
  }

  @Test
  void offerThatWasDeletedAlreadyNeedNotBeDeleted() {
    String id = channel.listed(SKU);
    channel.await(() -> bol.remove(id));

    assertThat(channel.settle(channel.discontinue(SKU))).isEqualTo(ACCEPTED);
    assertThat(channel.ids(SKU)).isEmpty();
  }

  @Test
  void timeoutIsUnknownAndCanBeSentAgain() {
    channel.listed(SKU);
    channel.await(() -> bol.timeOut(BolEvent.UPDATE_OFFER_STOCK, 1));

    assertThat(channel.settle(channel.stock(SKU, 2)))
        .isEqualTo(new Outcome.Unknown("bol did not get to it in time", false));
    assertThat(channel.settle(channel.stock(SKU, 3))).isEqualTo(ACCEPTED);
  }

  @Test
  void createThatTimedOutIsLookedForBeforeItIsSentAgain() {
    channel.await(() -> bol.timeOut(BolEvent.CREATE_OFFER, 1));
    ChannelUpdate create = channel.create(SKU, content(SKU, "Bag", "24.95"));

    assertThat(channel.settle(create)).isInstanceOf(Outcome.Conflict.class);

    assertThat(channel.requests(BolOperation.GET_EXPORT)).isEqualTo(1);
    assertThat(channel.settle(create)).isEqualTo(ACCEPTED);
    assertThat(channel.await(bol::offers)).hasSize(1);
  }

  @Test
  void createWhoseStatusIsGoneIsFoundInTheFileOfAllOffers() {
    Outcome.Pending created =
        pending(channel.deliver(channel.create(SKU, content(SKU, "Bag", ""))));
    // bol keeps the end of a process for 48 hours
    channel.later(Duration.ofHours(49));

    Outcome.Pending looking = pending(channel.poll(created.handle()));
    assertThat(looking.expiresAt()).isEqualTo(channel.now().plus(Duration.ofHours(48)));
    assertThat(channel.finished(looking)).isEqualTo(new Outcome.Conflict("bol has the offer"));
    assertThat(channel.requests(BolOperation.GET_EXPORT)).isEqualTo(1);

    // It has the placeholder of a price, and its stock still waits for one.
    assertThat(channel.deliver(channel.stock(SKU, 1))).isInstanceOf(Outcome.Deferred.class);
    assertThat(channel.ids(SKU)).containsEntry("offer", channel.offer(SKU).id());
  }

  @Test
  void searchThatFindsNoFileIsGivenUp() {
    Outcome.Pending created =
        pending(channel.deliver(channel.create(SKU, content(SKU, "Bag", ""))));
    channel.await(() -> bol.fail(BolEvent.CREATE_OFFER_EXPORT, "Not now.", 1_000));
    channel.later(Duration.ofHours(49));
    Outcome.Pending looking = pending(channel.poll(created.handle()));

    channel.later(Duration.ofHours(24));
    looking = pending(channel.poll(looking.handle()));
    channel.later(Duration.ofHours(24));

    assertThat(channel.poll(looking.handle()))
        .isEqualTo(new Outcome.Unknown("bol did not end it within 48 hours", false));
  }

  @Test
  void offerOfTheSameEanIsTakenOverWhereItIsOurs() {
    channel.await(() -> bol.add(BolOffer.of("o-1", ean(SKU), SKU, "5.00", 3)));
    ChannelUpdate create = channel.create(SKU, content(SKU, "Bag", "24.95"));

    assertThat(channel.settle(create)).isInstanceOf(Outcome.Conflict.class);
    assertThat(channel.settle(create)).isEqualTo(ACCEPTED);

    assertThat(channel.offer(SKU).id()).isEqualTo("o-1");
    assertThat(channel.offer(SKU).title()).isEqualTo("Bag");
    assertThat(channel.offer(SKU).stock()).isEqualTo(3);
  }

  @Test
  void offerOfTheSameEanIsLeftAloneWhereItIsAnotherProducts() {
    channel.await(() -> bol.add(BolOffer.of("o-1", ean(SKU), "OTHER", "5.00", 3)));

    assertThat(channel.settle(channel.create(SKU, content(SKU, "Bag", "24.95"))))
        .isInstanceOfSatisfying(
            Outcome.Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo("ean.taken");
              assertThat(rejected.reason()).contains("has the reference 'OTHER'");
            });
    assertThat(channel.ids(SKU)).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      names = {"RESET_BEFORE", "RESET_AFTER"})
  void createWithoutAnAnswerIsLookedFor(Kind kind) {
    channel.await(() -> bol.fault(kind, 1, BolOperation.CREATE_OFFER::fits));
    ChannelUpdate create = channel.create(SKU, content(SKU, "Bag", "24.95"));
    assertThat(channel.deliver(create)).isInstanceOf(Outcome.Unknown.class);

    Outcome asked = channel.finished(channel.poll(ReadBack.of(create).handle()));

    assertThat(asked).isInstanceOf(Outcome.Conflict.class);
    assertThat(channel.settle(create)).isEqualTo(ACCEPTED);
    // One whose connection was cut before never came to be counted
    boolean done = kind == Kind.RESET_AFTER;
    assertThat(channel.requests(BolOperation.CREATE_OFFER)).isEqualTo(1);
    assertThat(channel.requests(BolOperation.UPDATE_OFFER)).isEqualTo(done ? 1 : 0);
    assertThat(channel.await(bol::offers)).hasSize(1);
  }

  @Test
  void manyThatAreLookedForShareOneFile() {
    List<String> handles = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String sku = "SKU-" + i;
      if (i % 2 == 0) {
        channel.await(() -> bol.add(BolOffer.of("o-" + sku, ean(sku), sku, "5.00", 3)));
      }
      handles.add(ReadBack.of(channel.create(sku, content(sku, "Bag", "5"))).handle());
    }

    List<Outcome> outcomes = channel.poll(handles);
    channel.later(Duration.ofSeconds(10));
    outcomes = channel.poll(outcomes.stream().map(each -> pending(each).handle()).toList());

    for (int i = 0; i < 200; i++) {
      assertThat(outcomes.get(i))
          .isEqualTo(
              new Outcome.Conflict(i % 2 == 0 ? "bol has the offer" : "bol has no such offer"));
    }
    assertThat(channel.requests(BolOperation.REQUEST_EXPORT)).isEqualTo(1);
    assertThat(channel.requests(BolOperation.GET_EXPORT)).isEqualTo(1);
  }

  @Test
  void updateOfAKnownOfferIsRepeatedWithoutASearch() {
    channel.listed(SKU);

    Outcome asked =
        channel.poll(ReadBack.of(channel.change(SKU, content(SKU, "Bag", ""))).handle());

    assertThat(asked).isInstanceOf(Outcome.Conflict.class);
    assertThat(channel.requests(BolOperation.REQUEST_EXPORT)).isZero();
  }

  @Test
  void fileThatCannotBeReadLeavesTheDoubleToBol() {
    channel.with("export_at_most", 64L << 10);
    for (int i = 0; i < 1_000; i++) {
      String sku = "SKU-" + i;
      channel.await(() -> bol.add(BolOffer.of("o-" + sku, ean(sku), sku, "5.00", 3)));
    }
    ChannelUpdate create = channel.create("SKU-7", content("SKU-7", "Bag", "5"));

    assertThat(channel.finished(channel.poll(ReadBack.of(create).handle())))
        .isInstanceOf(Outcome.Conflict.class);
    // bol refuses the second offer of an EAN and names the first
    assertThat(channel.settle(create)).isInstanceOf(Outcome.Conflict.class);
    assertThat(channel.settle(create)).isEqualTo(ACCEPTED);
    assertThat(channel.await(bol::offers)).hasSize(1_000);
  }

  @Test
  void pollsMeetAtTheSameMomentsAndBecomeSeldom() {
    PollTimes times = new PollTimes(Duration.ofSeconds(5));
    Instant since = Instant.parse("2026-11-20T12:00:01Z");

    assertThat(times.next(since, since, null)).isEqualTo("2026-11-20T12:00:05Z");
    assertThat(times.next(since, since.plusMillis(3_999), null)).isEqualTo("2026-11-20T12:00:05Z");
    assertThat(times.next(since, since.plusSeconds(4), null)).isEqualTo("2026-11-20T12:00:10Z");
    assertThat(times.next(since, since.plusSeconds(180), null)).isEqualTo("2026-11-20T12:03:30Z");
    assertThat(times.next(since, since.plusSeconds(3_600), null)).isEqualTo("2026-11-20T13:05:00Z");
    assertThat(times.next(since, since, since.plusSeconds(60))).isEqualTo("2026-11-20T12:01:01Z");
  }

  @Test
  void handleSaysAllOfItAfterARestart() {
    Handle handle =
        Handle.of(
            Instant.parse("2026-11-20T12:00:00.5Z"),
            true,
            List.of(new Step(Step.Kind.CREATE_UNPRICED, "p-1"), new Step(Step.Kind.CONTENT, "p-2")),
            "a b:c,d\n");

    assertThat(handle.toString())
        .isEqualTo("1795176000 listed create_unpriced:p-1,content:p-2 a b:c,d\n");
    assertThat(Handle.parse(handle.toString())).isEqualTo(handle);
    assertThat(Handle.parse("1795176000 listed nothing:p-1 SKU")).isNull();
    assertThat(Handle.parse("soon listed stock:p-1 SKU")).isNull();
    assertThat(Handle.parse("1795176000 listed stock: SKU")).isNull();
  }
}
