package io.sluice.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckpointPaceTest {
  private final CheckpointPace pace = new CheckpointPace(200, 60_000, 20_000);

  @Test
  void passBeginsAfterItsTimeOrWhenMuchIsToBeReplayed() {
    assertThat(pace.begins(1_000, 60_999, 19_999)).isFalse();
    assertThat(pace.begins(1_000, 61_000, 1)).isTrue();
    assertThat(pace.begins(1_000, 1_001, 20_000)).isTrue();
  }

  @Test
  void stepsGrowWithWhatAPassHasToWrite() {
    assertThat(pace.atOnce(100_000)).isEqualTo(200);
    assertThat(pace.atOnce(3_000_000)).isEqualTo(2_000);
  }
}
