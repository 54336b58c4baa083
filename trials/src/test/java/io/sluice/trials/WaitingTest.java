package io.sluice.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;

class WaitingTest {
  @Test
  void whatBecomesLessIsWaitedForThoughItCannotAlwaysBeCounted() {
    Deque<Integer> counts = new ArrayDeque<>(List.of(9, -1, 4, 4, 2, 0));

    Waiting.untilNothingIsLeft(
        "all is gone",
        Duration.ofSeconds(10),
        () -> {
          int count = counts.remove();
          if (count < 0) {
            throw new IllegalStateException("away");
          }
          return count;
        });

    assertThat(counts).isEmpty();
  }

  @Test
  void whatBecomesNoLessIsTold() {
    assertThatThrownBy(
            () -> Waiting.untilNothingIsLeft("all is gone", Duration.ofMillis(200), () -> 7))
        .hasMessageContaining("7 left")
        .hasMessageEndingWith("all is gone");
  }
}
