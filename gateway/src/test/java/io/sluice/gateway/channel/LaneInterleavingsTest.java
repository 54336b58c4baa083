package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.ChannelUpdate;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may come between an answer and the commit of its outcome. */
class LaneInterleavingsTest {
  private static VirtualChannel shop(boolean stream) {
    return new VirtualChannel(stream ? SamplePlan.stream() : SamplePlan.state());
  }

  private static List<Long> revisions(VirtualChannel shop) {
    return shop.checker.begun().stream().map(ChannelUpdate::revision).toList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void nextOfALaneWaitsUntilTheOutcomeIsDurable(boolean stream) {
    // Given
    VirtualChannel shop = shop(stream);
    shop.publish("A", SampleEvents.stock(1));
    shop.run(12);
    shop.publish("A", SampleEvents.stock(2));
    shop.run(11);
    assertThat(shop.store.head()).isEqualTo(2);
    shop.commitMs = () -> 5_000;

    // When
    shop.run(4_000);

    // Then
    assertThat(revisions(shop)).containsExactly(1L);
    shop.drain();
    assertThat(revisions(shop)).containsExactly(1L, 2L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void acceptanceThatACrashForgetsIsRepeatedWithTheSameKey(boolean stream) {
    // Given
    VirtualChannel shop = shop(stream);
    shop.publish("A", SampleEvents.stock(1));
    shop.run(15);
    shop.commitMs = () -> 5_000;
    shop.run(500);
    assertThat(revisions(shop)).containsExactly(1L);
    shop.commitMs = () -> 5;

    // When
    shop.crash();
    shop.drain();

    // Then
    assertThat(revisions(shop)).containsExactly(1L, 1L);
    assertThat(shop.checker.begun().stream().map(ChannelUpdate::id).distinct()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void crashBetweenTheCommitOfAnEventAndItsAnnouncementLosesNothing(boolean stream) {
    // Given
    VirtualChannel shop = shop(stream);
    shop.publish("A", SampleEvents.stock(1));
    while (shop.store.head() == 0) {
      shop.run(1);
    }
    assertThat(revisions(shop)).isEmpty();

    // When
    shop.crash();
    shop.drain();

    // Then
    assertThat(revisions(shop)).containsExactly(1L);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void shelfCheckpointBetweenAnswerAndCommitClaimsNothingThatIsNotDurable(boolean stream) {
    // Given
    VirtualChannel shop = shop(stream);
    shop.publish("A", SampleEvents.stock(1));
    shop.run(15);
    shop.commitMs = () -> 5_000;
    shop.run(500);
    shop.commitMs = () -> 5;

    // When
    shop.checkpoint();
    shop.crash();
    shop.drain();

    // Then
    assertThat(revisions(shop)).containsExactly(1L, 1L);
  }
}
