package io.sluice.adapter.bol;

import static io.sluice.adapter.bol.BolFixture.SKU;
import static io.sluice.adapter.bol.BolFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Facet;
import io.sluice.adapter.Listed;
import io.sluice.adapter.Outcome;
import io.sluice.simulator.bol.BolEvent;
import io.sluice.simulator.bol.BolMarketplace;
import io.sluice.simulator.bol.BolOperation;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whether an offer is there, where bol says that it is not. */
class BolDoubtTest {
  private static final Outcome ACCEPTED = Outcome.Accepted.PLAIN;

  private final BolFixture channel = new BolFixture();
  private final BolMarketplace bol = channel.bol;

  @AfterEach
  void close() {
    channel.close();
  }

  @Test
  void webPageWith404LosesNoOffer() {
    String id = channel.listed(SKU);
    channel.settle(channel.stock(SKU, 7));
    channel.await(() -> bol.misroute(BolOperation.UPDATE_STOCK, 1));

    assertThat(channel.deliver(channel.stock(SKU, 3))).isInstanceOf(Outcome.Unreachable.class);

    assertThat(channel.settle(channel.stock(SKU, 0))).isEqualTo(ACCEPTED);
    assertThat(channel.offer(SKU).stock()).isZero();
    assertThat(channel.ids(SKU)).containsEntry("offer", id);
    // Not even asked: bol has said nothing of the offer
    assertThat(channel.requests(BolOperation.GET_OFFER)).isZero();
  }

  @Test
  void wrongNotFoundLosesNoOffer() {
    String id = channel.listed(SKU);
    channel.settle(channel.stock(SKU, 7));
    channel.await(() -> bol.deny(BolOperation.UPDATE_STOCK, 1));

    assertThat(channel.deliver(channel.stock(SKU, 0))).isInstanceOf(Outcome.Conflict.class);

    assertThat(channel.settle(channel.stock(SKU, 0))).isEqualTo(ACCEPTED);
    assertThat(channel.offer(SKU).stock()).isZero();
    assertThat(channel.ids(SKU)).containsEntry("offer", id);
  }

  @Test
  void notFoundThatIsTrueForgetsTheOffer() {
    String id = channel.listed(SKU);
    channel.await(() -> bol.remove(id));
    channel.await(() -> bol.deny(BolOperation.UPDATE_STOCK, 1));

    assertThat(channel.deliver(channel.stock(SKU, 0))).isInstanceOf(Outcome.NotListed.class);

    assertThat(channel.ids(SKU)).isEmpty();
  }

  @Test
  void notFoundThatCannotBeProvedLosesNoOffer() {
    String id = channel.listed(SKU);
    channel.await(() -> bol.remove(id));
    channel.await(() -> bol.deny(BolOperation.UPDATE_STOCK, 1));
    channel.await(() -> bol.useUp(BolOperation.GET_OFFER));

    assertThat(channel.deliver(channel.stock(SKU, 0)))
        .isInstanceOfSatisfying(
            Outcome.Deferred.class,
            // The other stocks need not wait for it
            deferred -> assertThat(deferred.scope()).isEqualTo(Outcome.Scope.ITEM));

    assertThat(channel.ids(SKU)).containsEntry("offer", id);
  }

  @ParameterizedTest
  @EnumSource(names = {"UPDATE_OFFER_STOCK", "DELETE_OFFER"})
  void wrongSentenceLosesNoOfferAndIsSentAgain(BolEvent event) {
    String id = channel.listed(SKU);
    channel.await(() -> bol.fail(event, "Offer with id '" + id + "' not found.", 1));
    boolean deletes = event == BolEvent.DELETE_OFFER;
    Outcome.Pending sent =
        (Outcome.Pending)
            channel.deliver(deletes ? channel.discontinue(SKU) : channel.stock(SKU, 4));
    channel.later(Duration.ofSeconds(5));

    // Not at once: bol may need a while itself
    assertThat(channel.poll(sent.handle()))
        .isInstanceOfSatisfying(
            Outcome.Pending.class,
            pending ->
                assertThat(Duration.between(channel.now(), pending.pollAt()))
                    .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60)));
    assertThat(channel.finished(sent)).isInstanceOf(Outcome.Conflict.class);

    assertThat(channel.ids(SKU)).containsEntry("offer", id);
    assertThat(channel.settle(deletes ? channel.discontinue(SKU) : channel.stock(SKU, 4)))
        .isEqualTo(ACCEPTED);
  }

  @Test
  void sentenceThatCannotBeProvedWaits() {
    String id = channel.listed(SKU);
    channel.await(() -> bol.remove(id));
    Outcome.Pending sent = (Outcome.Pending) channel.deliver(channel.stock(SKU, 4));
    channel.await(() -> bol.misroute(BolOperation.GET_STATUSES, 1));
    channel.later(Duration.ofSeconds(5));

    assertThat(channel.poll(sent.handle())).isInstanceOf(Outcome.Pending.class);
    channel.await(() -> bol.useUp(BolOperation.GET_OFFER));
    assertThat(channel.poll(sent.handle())).isInstanceOf(Outcome.Pending.class);
    assertThat(channel.ids(SKU)).containsEntry("offer", id);

    assertThat(channel.finished(sent)).isInstanceOf(Outcome.NotListed.class);
    assertThat(channel.ids(SKU)).isEmpty();
  }

  /** What the gateway does not take for listed it would not create anew if it were told again. */
  @Test
  void offerThatIsGoneAndNotTakenForListedIsCreatedWithTheNextTry() {
    String id = channel.listed(SKU);
    channel.await(() -> bol.remove(id));

    assertThat(channel.settle(channel.create(SKU, content(SKU, "Bag", "9"))))
        .isInstanceOf(Outcome.Conflict.class);
    assertThat(channel.settle(channel.create(SKU, content(SKU, "Bag", "9")))).isEqualTo(ACCEPTED);

    assertThat(channel.offer(SKU).id()).isNotEqualTo(id);
  }

  @Test
  void offerThatIsGoneAndTakenForListedIsNotListed() {
    String id = channel.listed(SKU);
    channel.await(() -> bol.remove(id));

    assertThat(channel.settle(channel.change(SKU, content(SKU, "Bag", "9"))))
        .isInstanceOf(Outcome.NotListed.class);
    // Nor is it made as if it were a change: price and stock would not follow
    assertThat(
            channel.deliver(
                channel.update(SKU, Facet.PRODUCT, content(SKU, "Bag", "9"), Listed.YES)))
        .isInstanceOf(Outcome.NotListed.class);
    assertThat(channel.await(bol::offers)).isEmpty();
  }
}
