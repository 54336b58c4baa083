package io.sluice.simulator.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may ask for, and for how long. */
class BudgetsTest {
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-20T12:00:00Z"));

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  @Test
  void bucketIsFullAtTheStartAndFillsAgain() {
    RateBucket bucket = new RateBucket(2, 3, now::get);
    assertThat(bucket.take(3)).isTrue();
    assertThat(bucket.take(1)).isFalse();
    pass(Duration.ofMillis(499));
    assertThat(bucket.take(1)).isFalse();
    pass(Duration.ofMillis(1));
    assertThat(bucket.take(1)).isTrue();
    pass(Duration.ofHours(1));
    assertThat(bucket.left()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0083, 0.0222, 1 / 3.0, 0.7, 3, 7})
  void whoComesAtTheRightMomentIsServed(double perSecond) {
    RateBucket bucket = new RateBucket(perSecond, 1, now::get);
    for (int i = 0; i < 1_000; i++) {
      assertThat(bucket.take(1)).as("round " + i).isTrue();
      assertThat(bucket.take(1)).isFalse();
      pass(Duration.ofNanos((long) Math.ceil(1e9 / perSecond)));
    }
  }

  @Test
  void whatIsGivenBackIsNeverMoreThanTheBurst() {
    RateBucket bucket = new RateBucket(1, 10, now::get);
    bucket.take(8);
    bucket.giveBack(5);
    assertThat(bucket.left()).isEqualTo(7);
    bucket.giveBack(5);
    assertThat(bucket.left()).isEqualTo(10);
  }

  @Test
  void tokenEndsWithItsLife() {
    TokenIssuer issuer = new TokenIssuer(Duration.ofMinutes(5), false, now::get);
    String first = issuer.issue();
    pass(Duration.ofMinutes(4));
    String second = issuer.issue();
    assertThat(issuer.isValid(first)).isTrue();
    pass(Duration.ofMinutes(1));
    assertThat(issuer.isValid(first)).isFalse();
    assertThat(issuer.isValid(second)).isTrue();
    assertThat(issuer.isValid("another")).isFalse();
    assertThat(issuer.isValid(null)).isFalse();
    assertThat(issuer.issued()).isEqualTo(2);
  }

  @Test
  void newTokenEndsTheFormerWhereThatIsSo() {
    TokenIssuer issuer = new TokenIssuer(Duration.ofMinutes(5), true, now::get);
    String first = issuer.issue();
    String second = issuer.issue();
    assertThat(issuer.isValid(first)).isFalse();
    assertThat(issuer.isValid(second)).isTrue();
  }

  @Test
  void revokedTokensEndAndNewOnesDoNot() {
    TokenIssuer issuer = new TokenIssuer(Duration.ofMinutes(5), false, now::get);
    String first = issuer.issue();
    issuer.revoke();
    assertThat(issuer.isValid(first)).isFalse();
    assertThat(issuer.isValid(issuer.issue())).isTrue();
  }

  @Test
  void violationsAreCountedByWhatTheyAre() {
    Violations violations = new Violations();
    assertThat(violations.counts()).isEmpty();
    violations.add("too fast");
    violations.add("too fast");
    violations.add("twice");
    assertThat(violations.counts()).containsEntry("too fast", 2).containsEntry("twice", 1);
  }

  @Test
  void whatCameTooEarlyByItsWayIsExcusedAndWhatWasSentTooEarlyIsNot() {
    RateBucket bucket = new RateBucket(5, 5, now::get);
    for (int i = 0; i < 5; i++) {
      assertThat(bucket.take(1)).isTrue();
    }
    // Sent 0.2 s after the others, which took longer.
    pass(Duration.ofMillis(190));
    assertThat(bucket.take(1)).isFalse();
    assertThat(bucket.excuses(1)).isTrue();

    assertThat(bucket.excuses(1)).isTrue();
    assertThat(bucket.excuses(1)).isTrue();
    assertThat(bucket.excuses(1)).isFalse();
  }

  @Test
  void oneMoreThanMayBeInFiveMinutesIsNotExcused() {
    RateBucket feeds = new RateBucket(5 / 300.0, 5, now::get);
    for (int i = 0; i < 5; i++) {
      assertThat(feeds.take(1)).isTrue();
    }
    assertThat(feeds.take(1)).isFalse();
    assertThat(feeds.excuses(1)).isFalse();
  }
}
