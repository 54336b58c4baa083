package io.sluice.source.rabbitmq;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
  @Test
  void waitsGrowToTheirCap() {
    Backoff backoff = new Backoff(() -> 0);

    assertThat(backoff.next()).hasMillis(500);
    assertThat(backoff.next()).hasMillis(1000);
    assertThat(backoff.next()).hasMillis(2000);
    assertThat(backoff.next()).hasMillis(4000);
    assertThat(backoff.next()).hasMillis(4500);
    assertThat(backoff.next()).hasMillis(4500);
  }

  @Test
  void jitterShortensByAFifthAtMost() {
    assertThat(new Backoff(() -> 1).next()).hasMillis(400);
  }

  @Test
  void afterTheFirstTryThereIsNeverMoreThanOneInASecond() {
    Backoff backoff = new Backoff(() -> 1);
    Duration passed = Duration.ZERO;
    for (int tries = 1; tries <= 100; tries++) {
      passed = passed.plus(backoff.next());
      assertThat(tries).isLessThanOrEqualTo((int) passed.toSeconds() + 1);
    }
  }

  @Test
  void onlyAConnectionThatLastedBeginsAnew() {
    Backoff backoff = new Backoff(() -> 0);
    backoff.next();
    backoff.next();

    backoff.connectedFor(Duration.ofSeconds(1));
    assertThat(backoff.next()).hasMillis(2000);

    backoff.connectedFor(Duration.ofSeconds(5));
    assertThat(backoff.next()).hasMillis(500);
  }
}
