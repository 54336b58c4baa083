package io.sluice.trials.faults.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class SamplesTest {
  private final Samples samples = new Samples();

  @Test
  void slopeIsThatOfTheLineThroughThePoints() {
    for (int hour = 0; hour < 6; hour++) {
      samples.add(hour, 40 + 3 * hour);
    }
    assertThat(samples.slope()).isCloseTo(3, within(1e-9));
    assertThat(samples.grownPercent()).isCloseTo(100 * 12 / 41.5, within(1e-9));
  }

  @Test
  void whatGoesUpAndDownDoesNotGrow() {
    for (int minute = 0; minute < 30; minute++) {
      samples.add(minute / 60.0, minute % 2 == 0 ? 30 : 50);
    }
    assertThat(samples.grownPercent()).isZero();
    assertThat(Math.abs(samples.slope())).isLessThan(10);
  }

  @Test
  void twoPointsAreNoTrend() {
    samples.add(0, 1);
    samples.add(1, 100);
    assertThat(samples.slope()).isZero();
    assertThat(samples.grownPercent()).isZero();
  }
}
