package io.sluice.simulator.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TimeLapseTest {
  private static final Instant MORNING = Instant.parse("2026-03-02T06:00:00Z");

  private final Vertx vertx = Vertx.vertx();

  private final List<TimeLapse> times = new ArrayList<>();

  @AfterEach
  void close() {
    times.forEach(TimeLapse::close);
    vertx.close();
  }

  private TimeLapse time(int factor) {
    TimeLapse time = new TimeLapse(MORNING, factor);
    times.add(time);
    return time;
  }

  @Test
  void timerStrikesOnItsContextWhenThatMuchHasPassed() throws Exception {
    TimeLapse time = time(600);
    Vertx timers = time.timersOf(vertx);
    Context context = vertx.getOrCreateContext();
    CompletableFuture<Duration> struck = new CompletableFuture<>();
    CompletableFuture<Context> where = new CompletableFuture<>();

    context.runOnContext(
        go -> {
          Instant set = time.instant();
          timers.setTimer(
              60_000,
              id -> {
                where.complete(Vertx.currentContext());
                struck.complete(Duration.between(set, time.instant()));
              });
        });

    assertThat(struck.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    assertThat(where.get()).isSameAs(context);
  }

  @Test
  void skippedTimeIsNoticedByWhoWaits() {
    TimeLapse time = time(1);
    AtomicInteger struck = new AtomicInteger();
    time.timersOf(vertx).setTimer(Duration.ofHours(1).toMillis(), id -> struck.incrementAndGet());

    time.skip(Duration.ofHours(1));

    await().atMost(Duration.ofSeconds(30)).until(() -> struck.get() == 1);
    assertThat(time.instant()).isAfterOrEqualTo(MORNING.plus(Duration.ofHours(1)));
  }

  @Test
  void cancelledTimerDoesNotStrike() throws Exception {
    TimeLapse time = time(1);
    Vertx timers = time.timersOf(vertx);
    CompletableFuture<Integer> later = new CompletableFuture<>();
    AtomicInteger struck = new AtomicInteger();
    long cancelled = timers.setTimer(1_000, id -> struck.incrementAndGet());
    timers.setTimer(2_000, id -> later.complete(struck.get()));

    assertThat(timers.cancelTimer(cancelled)).isTrue();
    time.skip(Duration.ofSeconds(2));

    assertThat(later.get(30, TimeUnit.SECONDS)).isZero();
    assertThat(timers.cancelTimer(cancelled)).isFalse();
  }

  @Test
  void timeWaitsForWhoGoesByItAndIsBusy() throws Exception {
    CompletableFuture<Duration> passed = new CompletableFuture<>();
    TimeLapse time = time(600);
    Context context = time.timersOf(vertx).getOrCreateContext();

    context.runOnContext(
        go -> {
          Instant begun = time.instant();
          long end = System.nanoTime() + 500_000_000;
          while (System.nanoTime() < end) {
            Thread.onSpinWait();
          }
          passed.complete(Duration.between(begun, time.instant()));
        });

    // At its usual pace it had been five minutes.
    assertThat(passed.get(30, TimeUnit.SECONDS)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void timeDoesNotWaitForWhatIsClosed() throws Exception {
    TimeLapse time = time(60);
    Vertx other = Vertx.vertx();
    time.timersOf(other).getOrCreateContext();
    other.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    Instant closed = time.instant();

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> time.instant().isAfter(closed.plusSeconds(60)));
  }

  @Test
  void factorBelowOneIsRefused() {
    assertThatThrownBy(() -> new TimeLapse(MORNING, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 1");
  }
}
