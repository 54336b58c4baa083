package io.sluice.adapter.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.adapter.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenBucketTest {
  private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");

  private final AtomicReference<Instant> now = new AtomicReference<>(BEGIN);

  private TokenBucket bucket(double perSecond, int burst) {
    return new TokenBucket(new Limit("any", perSecond, burst, "here"), now::get);
  }

  private void pass(Duration time) {
    now.updateAndGet(instant -> instant.plus(time));
  }

  private static boolean taken(TokenBucket bucket, double cost) {
    if (bucket.take(cost) != null) {
      return false;
    }
    bucket.answered(cost);
    return true;
  }

  private static int takenAtOnce(TokenBucket bucket) {
    int taken = 0;
    while (taken < 1_000 && taken(bucket, 1)) {
      taken++;
    }
    return taken;
  }

  @Test
  void emptyAtTheStart() {
    assertThat(bucket(5, 10).take(1)).isEqualTo(BEGIN.plusMillis(200));
  }

  @Test
  void fillsUpToTheBurst() {
    TokenBucket bucket = bucket(5, 10);
    pass(Duration.ofSeconds(1));
    assertThat(takenAtOnce(bucket)).isEqualTo(5);
    pass(Duration.ofHours(1));
    assertThat(takenAtOnce(bucket)).isEqualTo(10);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0083, 0.0222, 1 / 3.0, 0.7, 3, 5, 7, 50, 333})
  void atTheTimeItSaidItHasOne(double perSecond) {
    TokenBucket bucket = bucket(perSecond, 15);
    for (int i = 0; i < 1_000; i++) {
      Instant when = Objects.requireNonNull(bucket.take(1));
      assertThat(when).isAfter(now.get());
      now.set(when);
      assertThat(taken(bucket, 1)).as("round " + i).isTrue();
    }
    // Not faster than it may be, but for the rounding to whole milliseconds at most.
    double seconds = Duration.between(BEGIN, now.get()).toNanos() / 1e9;
    assertThat(seconds).isGreaterThanOrEqualTo(1_000 / perSecond * 0.999);
  }

  @Test
  void requestThatTravelsLongIsCountedWhenItArrives() {
    TokenBucket bucket = bucket(1, 2);
    pass(Duration.ofHours(1));
    assertThat(bucket.take(1)).isNull();
    pass(Duration.ofSeconds(10));
    assertThat(takenAtOnce(bucket)).as("the channel may have two still, for both").isEqualTo(1);
    assertThat(bucket.take(1)).isEqualTo(now.get().plusSeconds(1));
    pass(Duration.ofSeconds(10));
    bucket.answered(1);
    assertThat(takenAtOnce(bucket)).isEqualTo(1);
    assertThat(bucket.take(1))
        .as("it fills from the answer on")
        .isEqualTo(now.get().plusSeconds(1));
  }

  /** Whatever the order and the time in which requests arrive and answers come back. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void noRequestIsEarlyAtTheChannel(long seed) {
    Random random = new Random(seed);
    double perSecond = 0.1 + random.nextInt(50) / 10.0;
    int burst = 1 + random.nextInt(10);
    TokenBucket ours = bucket(perSecond, burst);
    TokenBucket channels = bucket(perSecond, burst);
    pass(Duration.ofHours(1));
    int travelling = 0;
    int arrived = 0;
    int all = 0;
    while (all < 10_000) {
      int next = random.nextInt(4);
      if (next == 0) {
        pass(Duration.ofMillis(random.nextInt(2_000)));
      } else if (next == 1 && travelling > 0) {
        travelling--;
        arrived++;
        assertThat(taken(channels, 1)).as("request " + all).isTrue();
      } else if (next == 2 && arrived > 0) {
        arrived--;
        ours.answered(1);
      } else if (next == 3 && ours.take(1) == null) {
        travelling++;
        all++;
      }
    }
  }

  @Test
  void whatIsOnItsWayMayNotBeCountedInWhatIsLeft() {
    TokenBucket points = bucket(50, 1_000);
    points.takeAnyway(100);
    points.takeAnyway(100);
    points.answered(100);
    points.has(900);
    assertThat(taken(points, 801)).isFalse();
    assertThat(taken(points, 800)).isTrue();
  }

  @Test
  void costMayBeAFractionOrMany() {
    TokenBucket points = bucket(50, 1_000);
    pass(Duration.ofSeconds(10));
    assertThat(taken(points, 499.5)).isTrue();
    assertThat(points.take(10.5)).isEqualTo(now.get().plusMillis(200));
  }

  @Test
  void nothingIsTakenWhereThereIsTooLittle() {
    TokenBucket bucket = bucket(1, 10);
    pass(Duration.ofSeconds(4));
    assertThat(bucket.take(5)).isEqualTo(now.get().plusSeconds(1));
    assertThat(takenAtOnce(bucket)).isEqualTo(4);
  }

  @Test
  void channelSaysWhatIsLeft() {
    TokenBucket bucket = bucket(1, 10);
    bucket.has(3);
    assertThat(takenAtOnce(bucket)).isEqualTo(3);
    // More than we thought there could be
    bucket.has(40);
    assertThat(takenAtOnce(bucket)).isEqualTo(40);
    pass(Duration.ofHours(1));
    assertThat(takenAtOnce(bucket)).isEqualTo(40);
  }

  @Test
  void channelSaysHowFastItFills() {
    TokenBucket bucket = bucket(1, 10);
    pass(Duration.ofSeconds(2));
    bucket.refills(4);
    assertThat(takenAtOnce(bucket)).isEqualTo(2);
    assertThat(bucket.take(1)).isEqualTo(now.get().plusMillis(250));
    bucket.refills(0);
    bucket.refills(-1);
    assertThat(bucket.take(1)).isEqualTo(now.get().plusMillis(250));
  }

  @Test
  void nothingBeforeTheTimeTheChannelNames() {
    TokenBucket bucket = bucket(5, 10);
    pass(Duration.ofHours(1));
    Instant until = now.get().plusSeconds(60);

    bucket.emptyUntil(until);

    assertThat(bucket.take(1)).isEqualTo(until.plusMillis(200));
    pass(Duration.ofSeconds(59));
    assertThat(bucket.take(1)).isEqualTo(until.plusMillis(200));
    pass(Duration.ofSeconds(2));
    assertThat(takenAtOnce(bucket)).isEqualTo(5);
  }

  @Test
  void emptyUntilNowIsOnlyEmpty() {
    TokenBucket bucket = bucket(5, 10);
    pass(Duration.ofHours(1));
    bucket.emptyUntil(BEGIN);
    assertThat(bucket.take(1)).isEqualTo(now.get().plusMillis(200));
  }

  @Test
  void whatWasNotNeededIsGivenBackUpToTheBurst() {
    TokenBucket bucket = bucket(1, 10);
    pass(Duration.ofSeconds(2));
    assertThat(bucket.take(1)).isNull();
    assertThat(taken(bucket, 1)).isTrue();

    bucket.giveBack(1);

    assertThat(takenAtOnce(bucket)).isEqualTo(1);
    bucket.giveBack(40);
    assertThat(takenAtOnce(bucket)).isEqualTo(10);
  }

  @Test
  void severalLoopsTakeNoMoreThanThereIs() throws Exception {
    TokenBucket bucket = bucket(1, 100_000);
    bucket.has(100_000);
    CyclicBarrier begin = new CyclicBarrier(4);
    Callable<Integer> loop =
        () -> {
          begin.await();
          int mine = 0;
          while (taken(bucket, 1)) {
            mine++;
          }
          return mine;
        };
    ExecutorService loops = Executors.newFixedThreadPool(4);
    try {
      int all = 0;
      for (Future<Integer> each : loops.invokeAll(Collections.nCopies(4, loop))) {
        all += each.get();
      }
      assertThat(all).isEqualTo(100_000);
    } finally {
      loops.shutdown();
    }
  }

  @Test
  void clockThatGoesBackGivesNothing() {
    TokenBucket bucket = bucket(5, 10);
    pass(Duration.ofSeconds(1));
    assertThat(takenAtOnce(bucket)).isEqualTo(5);
    pass(Duration.ofSeconds(-30));
    assertThat(takenAtOnce(bucket)).isZero();
    pass(Duration.ofSeconds(31));
    assertThat(takenAtOnce(bucket)).isEqualTo(5);
  }
}
