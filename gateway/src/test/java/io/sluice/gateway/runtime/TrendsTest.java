package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.api.Views;
import io.sluice.gateway.operations.TrendsView.TrendView;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class TrendsTest {
  private final Histogram took = new Histogram(2);
  private final Trends trends = new Trends(channel -> took.copy());

  private TrendView step(long backlog, long accepted) {
    trends.step(List.of(Views.counting("shop", backlog, accepted)));
    return trends.view().items().get(0);
  }

  private TrendView step(String state, long backlog, Map<String, Long> held) {
    trends.step(List.of(Views.counting("shop", state, backlog, 0, held)));
    return trends.view().items().get(0);
  }

  @Test
  void firstLookTellsNothingYet() {
    TrendView trend = step(500, 10_000);

    assertThat(trend.backlog()).containsExactly(500L);
    assertThat(trend.accepted()).containsExactly(0.0);
    assertThat(trend.acceptedPerSecond()).isZero();
    assertThat(trend.p50Ms()).isNull();
    assertThat(trend.drainedInSeconds()).isNull();
    assertThat(trend.tendency()).isEqualTo("unknown");
  }

  @Test
  void drainIsToldFromWhatIsLessAndNotFromWhatIsAccepted() {
    step(1_000, 0);
    step(900, 5_000);
    TrendView trend = step(800, 10_000);

    // 100 less in ten seconds, though 500 a second were accepted.
    assertThat(trend.drainedInSeconds()).isEqualTo(80);
    assertThat(trend.accepted()).containsExactly(0.0, 500.0, 500.0);
    assertThat(trend.tendency()).isEqualTo("less");
  }

  @Test
  void whatGrowsOrStandsStillIsNeverDrained() {
    step(100, 0);
    step(100, 0);
    assertThat(step(100, 0)).matches(trend -> trend.drainedInSeconds() == null);
    assertThat(trends.view().items().get(0).tendency()).isEqualTo("level");
    assertThat(step(101, 0)).matches(trend -> trend.drainedInSeconds() == null);
    assertThat(trends.view().items().get(0).tendency()).isEqualTo("more");
  }

  @Test
  void whatWaitsForItsProductOrAfterItsOwnFailuresDoesNotDrain() {
    Map<String, Long> held = Map.of("not_listed", 900L, "own_backoff", 100L, "guard", 500L);
    step("online", 1_150, held);
    step("online", 1_100, held);

    // 50 in ten seconds, and 50 are left. What the guard holds was never among them.
    assertThat(step("online", 1_050, held).drainedInSeconds()).isEqualTo(10);
  }

  @Test
  void channelThatDoesNotSendHasNoEndInSightWhateverWasBefore() {
    step("online", 1_000, Map.of());
    step("online", 900, Map.of());
    assertThat(step("online", 800, Map.of()).drainedInSeconds()).isEqualTo(80);

    TrendView paused = step("paused", 700, Map.of());
    assertThat(paused.drainedInSeconds()).isNull();
    assertThat(paused.tendency()).isEqualTo("unknown");

    step("catching up", 700, Map.of());
    step("catching up", 600, Map.of());
    assertThat(step("online", 500, Map.of()).drainedInSeconds()).isEqualTo(50);
  }

  @Test
  void rateOfTheFirstMinuteIsThatOfWhatWasMeasured() {
    step(0, 1_000);
    assertThat(step(0, 1_200).acceptedPerSecond()).isEqualTo(20);
    assertThat(step(0, 1_300).acceptedPerSecond()).isEqualTo(15);
  }

  @Test
  void whatIsDrainedHasNoEnd() {
    step(100, 0);
    step(50, 50);

    assertThat(step(0, 100).drainedInSeconds()).isNull();
  }

  @Test
  void channelThatCountsAnewAfterAReloadDidNotTakeAnythingBack() {
    step(0, 100_000);

    assertThat(step(0, 50).accepted()).containsExactly(0.0, 5.0);
  }

  @Test
  void onlyFifteenMinutesAreKept() {
    for (int index = 0; index < 200; index++) {
      step(index, 0);
    }

    assertThat(trends.view().items().get(0).backlog()).hasSize(90).startsWith(110L).endsWith(199L);
  }

  @Test
  void percentilesAreThoseOfTheLastMinutes() {
    for (int index = 0; index < 99; index++) {
      took.recordValue(10);
    }
    took.recordValue(400);

    TrendView trend = step(0, 0);

    assertThat(trend.p50Ms()).isEqualTo(10);
    assertThat(trend.p99Ms()).isEqualTo(10);
    took.recordValue(400);
    assertThat(step(0, 0).p99Ms()).isBetween(400.0, 404.0);
  }

  @Test
  void channelThatIsGoneIsForgotten() {
    step(1, 1);

    trends.step(List.of());

    assertThat(trends.view().items()).isEmpty();
  }
}
