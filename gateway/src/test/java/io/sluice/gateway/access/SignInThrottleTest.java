package io.sluice.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignInThrottleTest {
  private Instant now = Instant.parse("2026-03-01T12:00:00Z");
  private final SignInThrottle throttle = new SignInThrottle(() -> now);

  private void fail(int times, String name, String address) {
    for (int index = 0; index < times; index++) {
      throttle.failed(name, address);
    }
  }

  @Test
  void fewFailuresAreFreeAndThenTheWaitDoublesUpToAMinute() {
    fail(4, "anna", "a");
    assertThat(throttle.waitMs("anna", "a")).isZero();
    for (long expected : new long[] {1, 2, 4, 8, 16, 32, 60, 60}) {
      fail(1, "anna", "a");
      assertThat(throttle.waitMs("anna", "a")).isEqualTo(expected * 1_000);
    }
    now = now.plusSeconds(60);
    assertThat(throttle.waitMs("anna", "a")).isZero();
  }

  @Test
  void guessesFromManyAddressesSlowTheNameDown() {
    guessFromEverywhere(49);
    assertThat(throttle.waitMs("anna", "another")).isZero();
    guessFromEverywhere(1);

    assertThat(throttle.waitMs("anna", "another")).isEqualTo(1_000);
    assertThat(throttle.waitMs("bo", "another")).isZero();
  }

  private void guessFromEverywhere(int times) {
    for (int index = 0; index < times; index++) {
      throttle.failed("anna", "address" + index);
    }
  }

  @Test
  void whoeverSignedInFromThereIsNotLockedOutByWhatOthersGuess() {
    throttle.succeeded("anna", "office");
    guessFromEverywhere(1_000);
    now = now.plusSeconds(59);

    assertThat(throttle.waitMs("anna", "elsewhere")).isPositive();
    assertThat(throttle.waitMs("anna", "office")).isZero();
    fail(5, "anna", "office");
    assertThat(throttle.waitMs("anna", "office")).as("her own guesses").isPositive();
  }

  @Test
  void addressIsKnownForAMonth() {
    throttle.succeeded("anna", "office");
    now = now.plus(Duration.ofDays(31));
    guessFromEverywhere(60);

    assertThat(throttle.waitMs("anna", "office")).isPositive();
  }

  @Test
  void networkOfIpv6CountsAsOneAddress() {
    for (int index = 0; index < 5; index++) {
      throttle.failed("name" + index, "2001:db8:0:7::" + index);
    }

    assertThat(throttle.waitMs("anna", "2001:db8::7:ff:0:0:1")).isPositive();
    assertThat(throttle.waitMs("anna", "2001:db8:0:8::1")).isZero();
    fail(5, "anna", "::ffff:10.0.0.1");
    assertThat(throttle.waitMs("bo", "::ffff:10.0.0.2")).as("IPv4 in IPv6").isZero();
  }

  @Test
  void successTakesBackWhatTheSameNameMistypedThere() {
    for (int morning = 0; morning < 20; morning++) {
      fail(3, "name" + morning, "office");
      throttle.succeeded("name" + morning, "office");
    }

    assertThat(throttle.waitMs("anna", "office")).isZero();
  }

  @Test
  void guessesUnderManyNamesSlowTheAddressDownAlsoAfterASuccess() {
    for (int index = 0; index < 6; index++) {
      throttle.failed("name" + index, "a");
    }
    throttle.succeeded("name5", "b");

    assertThat(throttle.waitMs("name9", "a")).isPositive();
    assertThat(throttle.waitMs("name5", "b")).isZero();
  }

  @Test
  void successForgetsTheFailuresOfTheName() {
    fail(3, "anna", "a");
    throttle.succeeded("anna", "a");
    fail(3, "anna", "b");

    assertThat(throttle.waitMs("anna", "c")).isZero();
  }

  @Test
  void failureIsForgottenAfterAnHour() {
    fail(4, "anna", "a");
    now = now.plus(Duration.ofMinutes(61));
    fail(1, "anna", "a");

    assertThat(throttle.waitMs("anna", "a")).isZero();
  }

  @Test
  void rightSignInsSlowNobodyDown() {
    for (int index = 0; index < 100; index++) {
      throttle.failed("name" + index, "proxy");
      throttle.succeeded("name" + index, "proxy");
    }

    assertThat(throttle.waitMs("anna", "proxy")).isZero();
  }
}
