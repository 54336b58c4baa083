package io.sluice.trials.faults.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.simulator.ReceivedUpdate;
import io.sluice.simulator.RequestRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatsTest {
  private static final Instant KILL = Instant.parse("2026-01-01T00:00:10Z");

  private static RequestRecord request(long number, String id, Instant at, int status, long took) {
    ReceivedUpdate update = new ReceivedUpdate(id, "SKU-1", "stock", "BER", 1, "1", "7");
    return new RequestRecord(number, at, "shop", "", update, "applied", status, took);
  }

  private static Repeats after(RequestRecord... records) {
    return new Repeats(
        List.of(new Repeats.Kill(KILL, KILL.plusMillis(800))), List.of(List.of(records)));
  }

  @Test
  void whatCameOnceDidNotComeAgain() {
    Repeats repeats = after(request(1, "a", KILL.minusMillis(50), 200, 10));
    assertThat(repeats.most()).isZero();
    assertThat(repeats.withoutKill()).isEmpty();
  }

  @Test
  void callThatWasNotAnsweredHasNoAge() {
    Repeats repeats =
        after(
            request(1, "a", KILL.minusMillis(50), 0, 40),
            request(2, "b", KILL.minusMillis(50), 200, 60),
            request(3, "a", KILL.plusMillis(900), 200, 1),
            request(4, "b", KILL.plusMillis(900), 200, 1));
    assertThat(repeats.most()).isEqualTo(2);
    assertThat(repeats.longestUnwritten()).isZero();
  }

  @Test
  void answerThatWasNotWrittenDownIsToldWithItsAge() {
    Repeats repeats =
        after(
            request(1, "a", KILL.minusMillis(50), 200, 10),
            request(2, "a", KILL.plusMillis(900), 200, 1));
    assertThat(repeats.most()).isEqualTo(1);
    assertThat(repeats.longestUnwritten()).isEqualTo(Duration.ofMillis(40));
  }

  @Test
  void repetitionInALifeIsNoKills() {
    Repeats repeats =
        after(
            request(1, "a", KILL.plusMillis(900), 200, 1),
            request(2, "a", KILL.plusMillis(950), 200, 1));
    assertThat(repeats.withoutKill()).hasSize(1);
    assertThat(repeats.most()).isZero();
  }

  @Test
  void requestOfTheDeadThatArrivesLateIsTheKills() {
    Repeats repeats =
        after(
            request(1, "a", KILL.plusMillis(3), 200, 1),
            request(2, "a", KILL.plusMillis(900), 200, 1));
    assertThat(repeats.withoutKill()).isEmpty();
    assertThat(repeats.most()).isEqualTo(1);
    assertThat(repeats.longestUnwritten()).isZero();
  }

  @Test
  void killExplainsOneRepetitionOfAnUpdate() {
    Repeats repeats =
        after(
            request(1, "a", KILL.minusMillis(50), 200, 10),
            request(2, "a", KILL.plusMillis(700), 200, 1),
            request(3, "a", KILL.plusMillis(900), 200, 1));
    assertThat(repeats.most()).isEqualTo(1);
    assertThat(repeats.withoutKill()).hasSize(1);
  }

  @Test
  void bothRecordsOfOneRequestAreOne() {
    Repeats repeats =
        after(
            request(1, "a", KILL.minusMillis(50), 0, 10),
            request(1, "a", KILL.minusMillis(50), 0, 70));
    assertThat(repeats.most()).isZero();
  }
}
