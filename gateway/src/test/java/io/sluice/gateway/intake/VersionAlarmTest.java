package io.sluice.gateway.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.gateway.catalog.Decision;
import org.junit.jupiter.api.Test;

class VersionAlarmTest {
  private final VersionAlarm alarm = new VersionAlarm();
  private long position;

  private void add(int times, Decision decision) {
    for (int i = 0; i < times; i++) {
      alarm.add(decision, ++position);
    }
  }

  @Test
  void someStaleEventsAreNoAlarm() {
    add(100, Decision.NEW);
    add(100, Decision.STALE);
    assertThat(alarm.raised()).isFalse();
    assertThat(alarm.staleSince()).isEqualTo(101);
  }

  @Test
  void alarmReachesBackToTheFirstStaleEventHoweverManyFollow() {
    add(300, Decision.NEW);
    add(5_000, Decision.STALE);
    assertThat(alarm.raised()).isTrue();
    assertThat(alarm.staleSince()).isEqualTo(301);
  }

  @Test
  void whatWasStaleBeforeTheAlarmEndedIsNotMeantByTheNext() {
    add(200, Decision.NEW);
    add(150, Decision.STALE);
    add(300, Decision.NEW);
    assertThat(alarm.raised()).isFalse();
    assertThat(alarm.staleSince()).isEqualTo(VersionAlarm.NONE);
    add(150, Decision.STALE);
    assertThat(alarm.staleSince()).isEqualTo(651);
  }

  @Test
  void clearedAlarmBeginsAnew() {
    add(500, Decision.STALE);
    alarm.clear();
    assertThat(alarm.raised()).isFalse();
    assertThat(alarm.staleSince()).isEqualTo(VersionAlarm.NONE);
  }
}
