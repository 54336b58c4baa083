package io.sluice.gateway.intake;

import static io.sluice.gateway.intake.SilenceAlarm.News.FELL_SILENT;
import static io.sluice.gateway.intake.SilenceAlarm.News.NONE;
import static io.sluice.gateway.intake.SilenceAlarm.News.SPEAKS_AGAIN;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SilenceAlarmTest {
  private final SilenceAlarm alarm = new SilenceAlarm(10_000, 100_000);

  @Test
  void silenceFromTheStartIsToldOnce() {
    assertThat(alarm.look(0, true, 109_999)).isEqualTo(NONE);
    assertThat(alarm.look(0, true, 110_000)).isEqualTo(FELL_SILENT);
    assertThat(alarm.look(0, true, 111_000)).isEqualTo(NONE);
    assertThat(alarm.look(0, true, 190_000)).isEqualTo(NONE);
    assertThat(alarm.silentMs()).isEqualTo(90_000);
  }

  @Test
  void eachMessageBeginsTheTimeAnew() {
    assertThat(alarm.look(1, true, 109_000)).isEqualTo(NONE);
    assertThat(alarm.look(1, true, 118_000)).isEqualTo(NONE);
    assertThat(alarm.look(2, true, 119_000)).isEqualTo(NONE);
    assertThat(alarm.look(2, true, 128_999)).isEqualTo(NONE);
    assertThat(alarm.look(2, true, 129_000)).isEqualTo(FELL_SILENT);
  }

  @Test
  void theNextMessageClearsItWhichIsToldOnceToo() {
    alarm.look(0, true, 110_000);

    assertThat(alarm.look(1, true, 111_000)).isEqualTo(SPEAKS_AGAIN);
    assertThat(alarm.look(2, true, 112_000)).isEqualTo(NONE);
    assertThat(alarm.look(2, true, 122_000)).isEqualTo(FELL_SILENT);
  }

  @Test
  void timeWithoutAConnectionDoesNotCount() {
    assertThat(alarm.look(0, true, 105_000)).isEqualTo(NONE);
    assertThat(alarm.look(0, false, 500_000)).isEqualTo(NONE);
    assertThat(alarm.look(0, true, 504_999)).isEqualTo(NONE);
    assertThat(alarm.look(0, true, 505_000)).isEqualTo(FELL_SILENT);
  }

  @Test
  void lossOfTheConnectionDoesNotClearIt() {
    alarm.look(0, true, 110_000);

    assertThat(alarm.look(0, false, 120_000)).isEqualTo(NONE);
    assertThat(alarm.look(0, true, 130_000)).isEqualTo(NONE);
    assertThat(alarm.look(1, true, 131_000)).isEqualTo(SPEAKS_AGAIN);
  }

  @Test
  void aClockThatIsSetBackRaisesNothing() {
    alarm.look(0, true, 109_000);

    assertThat(alarm.look(0, true, 50_000)).isEqualTo(NONE);
    assertThat(alarm.look(0, true, 51_000)).isEqualTo(FELL_SILENT);
  }
}
