package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import io.sluice.adapter.Facet;
import io.sluice.adapter.Outcome;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the channel took and decides about later. */
class PendingUpdatesTest {
  private final SlowDecision farEnd = new SlowDecision();

  /** Takes everything, decides as it is told. */
  private static final class SlowDecision implements FarEnd {
    boolean takes = true;
    Outcome otherwise = Outcome.Accepted.PLAIN;
    Outcome decision = Outcome.Accepted.PLAIN;
    long expiresAfterMs = 3_600_000;
    int handles;

    @Override
    public List<Outcome> answer(List<ChannelUpdate> updates, long nowMs) {
      Instant now = Instant.ofEpochMilli(nowMs);
      return FarEnd.all(
          updates,
          takes
              ? new Outcome.Pending(
                  "h" + handles++, now.plusSeconds(10), now.plusMillis(expiresAfterMs))
              : otherwise);
    }

    @Override
    public List<Outcome> poll(List<String> handles, long nowMs) {
      return handles.stream().map(any -> decision).toList();
    }
  }

  @BeforeEach
  void undecided() {
    farEnd.decision = FarEnd.unreachable();
  }

  private VirtualChannel shop(boolean stream) {
    SamplePlan plan = stream ? SamplePlan.stream() : SamplePlan.state();
    return new VirtualChannel(plan).farEnd(farEnd);
  }

  private static void check(VirtualChannel shop, boolean stream) {
    if (stream) {
      EndState.checkStream(shop, false);
    } else {
      EndState.checkState(shop);
    }
    assertThat(shop.store.held).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anAnswerThatComesAfterARestartIsTaken(boolean stream) {
    // Given
    VirtualChannel shop = shop(stream);
    shop.publish("a", SampleEvents.stock(1));
    shop.run(5_000);
    assertThat(shop.store.held(Why.PENDING)).hasSize(1);
    shop.crash();

    // When
    farEnd.decision = Outcome.Accepted.PLAIN;
    shop.drain();

    // Then
    assertThat(shop.checker.begun()).hasSize(1);
    check(shop, stream);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatNobodyKnowsAnyMoreAfterARestartIsSentAgain(boolean stream) {
    // Given
    VirtualChannel shop = shop(stream);
    shop.publish("a", SampleEvents.stock(1));
    shop.run(5_000);
    shop.crash();

    // When
    farEnd.decision = new Outcome.Unknown("no such handle", false);
    farEnd.takes = false;
    shop.drain();

    // Then
    assertThat(shop.checker.begun()).hasSize(2);
    check(shop, stream);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aHandleThatExpiresWhileTheChannelIsSilentIsGivenUpAlsoAfterARestart(boolean stream) {
    // Given
    farEnd.expiresAfterMs = 120_000;
    VirtualChannel shop = shop(stream);
    shop.publish("a", SampleEvents.stock(1));
    shop.run(5_000);
    shop.crash();
    farEnd.takes = false;

    // When
    shop.drain();

    // Then
    assertThat(shop.checker.begun()).hasSize(2);
    check(shop, stream);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNewerValueWaitsUntilTheHandleHasExpiredThoughTheNextQuestionWouldComeLater(boolean stream) {
    // Given
    farEnd.expiresAfterMs = 12_000;
    VirtualChannel shop = shop(stream);
    shop.publish("a", SampleEvents.stock(1));
    shop.run(5_000);
    shop.publish("a", SampleEvents.stock(2));
    farEnd.takes = false;

    // When
    shop.run(6_900);

    // Then
    assertThat(shop.checker.begun()).hasSize(1);
    shop.drain();
    check(shop, stream);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whatFollowsAHandleHasATimeOfItsOwn(boolean stream) {
    // Given
    farEnd.expiresAfterMs = 12_000;
    VirtualChannel shop = shop(stream);
    shop.publish("a", SampleEvents.stock(1));
    shop.run(5_000);
    Instant now = Instant.ofEpochMilli(shop.time.nowMs());
    farEnd.decision = new Outcome.Pending("h0", now.plusSeconds(60), now.plusSeconds(3_600));

    // When
    shop.run(30_000);

    // Then
    assertThat(shop.checker.begun()).hasSize(1);
    farEnd.decision = Outcome.Accepted.PLAIN;
    shop.drain();
    assertThat(shop.checker.begun()).hasSize(1);
    check(shop, stream);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNewerValueWaitsForTheDecisionWhateverTimersComeDue(boolean stream) {
    // Given
    VirtualChannel shop = shop(stream);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.unreachable()));
    shop.publish("a", SampleEvents.stock(1));
    shop.run(30_000);
    shop.farEnd(farEnd);
    shop.run(60_000);
    int begun = shop.checker.begun().size();

    // When
    shop.publish("a", SampleEvents.stock(2));
    shop.run(300_000);

    // Then
    assertThat(shop.checker.begun()).hasSize(begun);
    farEnd.decision = Outcome.Accepted.PLAIN;
    farEnd.takes = false;
    shop.drain();
    check(shop, stream);
  }

  @Test
  void stockGoesOnWhileAPriceIsPending() {
    // Given
    VirtualChannel shop =
        new VirtualChannel(SamplePlan.state())
            .farEnd(
                (updates, now) ->
                    updates.get(0).facet() == Facet.PRICE
                        ? farEnd.answer(updates, now)
                        : FarEnd.all(updates, Outcome.Accepted.PLAIN));
    shop.publish("a", SampleEvents.price("1.00"));
    shop.run(1_000);

    // When
    shop.publish("a", SampleEvents.stock(0));
    shop.run(1_000);

    // Then
    assertThat(shop.checker.lastApplied("a", "STOCK")).isNotNull();
  }

  @Test
  void aRefusalDecidedLaterIsADeadLetter() {
    // Given
    VirtualChannel shop = shop(false);
    shop.publish("a", SampleEvents.stock(1));
    shop.run(5_000);

    // When
    farEnd.decision = FarEnd.rejected();
    shop.drain();

    // Then
    assertThat(shop.store.held(Why.DEAD)).hasSize(1);
    assertThat(shop.store.held(Why.PENDING)).isEmpty();
  }

  /** A dead letter of a stream that a person sent again and the channel took, undecided. */
  private VirtualChannel redriven() {
    VirtualChannel shop = shop(true);
    shop.farEnd((updates, now) -> FarEnd.all(updates, FarEnd.rejected()));
    shop.publish("a", SampleEvents.stock(1));
    shop.drain();
    assertThat(shop.store.held(Why.DEAD)).hasSize(1);
    shop.farEnd(farEnd);
    shop.channel.touch("a", "stock/default", true, shop.time.nowMs());
    shop.run(5_000);
    assertThat(shop.store.held(Why.PENDING)).hasSize(1);
    return shop;
  }

  @Test
  void aRedrivenDeadLetterWhoseHandleIsForgottenIsStillOwedAfterACrash() {
    // Given
    VirtualChannel shop = redriven();
    farEnd.decision = new Outcome.Unknown("no such handle", false);
    farEnd.takes = false;
    farEnd.otherwise = FarEnd.unreachable();
    shop.run(6_000);
    int begun = shop.checker.begun().size();
    assertThat(begun).isGreaterThan(2);

    // When
    shop.crash();
    farEnd.otherwise = Outcome.Accepted.PLAIN;
    shop.drain();

    // Then
    assertThat(shop.checker.begun()).hasSize(begun + 1);
    assertThat(shop.checker.accepted(1)).isTrue();
    check(shop, true);
  }

  @Test
  void aNewerDeadLetterStandsForARedrivenOneWhoseHandleIsForgotten() {
    // Given
    VirtualChannel shop = redriven();
    shop.publish("a", SampleEvents.stock(2));
    farEnd.decision = new Outcome.Unknown("no such handle", false);
    farEnd.takes = false;
    farEnd.otherwise = FarEnd.rejected();

    // When
    shop.drain();

    // Then
    assertThat(shop.store.held(Why.DEAD)).hasSize(1);
    assertThat(shop.store.held(Why.PENDING)).isEmpty();
  }
}
