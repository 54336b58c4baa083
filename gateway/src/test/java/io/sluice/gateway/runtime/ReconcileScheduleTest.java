package io.sluice.gateway.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReconcileScheduleTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration DAY = Duration.ofDays(1);

  private final ReconcileSchedule schedule = new ReconcileSchedule();

  @Test
  void newChannelIsReconciledAPeriodAfterItWasFirstSeen() {
    assertThat(schedule.knows("shop")).isFalse();
    assertThat(schedule.isDue("shop", DAY, NOW)).isFalse();
    schedule.countFrom("shop", NOW);

    assertThat(schedule.isDue("shop", DAY, NOW.plus(DAY).minusMillis(1))).isFalse();
    assertThat(schedule.isDue("shop", DAY, NOW.plus(DAY))).isTrue();
  }

  @Test
  void restartDoesNotPutItOff() {
    byte[] stored = schedule.countFrom("shop", NOW);
    ReconcileSchedule restarted = new ReconcileSchedule();
    restarted.remember("shop", stored);

    assertThat(restarted.knows("shop")).isTrue();
    assertThat(restarted.isDue("shop", DAY, NOW.plus(DAY))).isTrue();
    assertThat(restarted.isDue("shop", DAY.plusDays(1), NOW.plus(DAY))).isFalse();
  }
}
