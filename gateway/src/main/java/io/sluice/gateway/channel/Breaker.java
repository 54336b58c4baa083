package io.sluice.gateway.channel;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * resilience4j's breaker on our time, fed by outcomes. Opens when at least {@code
 * open_after_failures} of the last twice as many calls failed; tries again after {@code
 * probe_every} with up to three probes. Every permit ends in success, failure or release.
 */
final class Breaker {
  static final int PROBES = 3;

  private final BreakerClock clock = new BreakerClock();
  private final CircuitBreaker breaker;
  private final long probeEveryMs;
  private long openedAtMs;
  private int era;

  Breaker(String channel, int openAfterFailures, long probeEveryMs) {
    this.probeEveryMs = probeEveryMs;
    breaker =
        CircuitBreaker.of(
            channel,
            CircuitBreakerConfig.custom()
                .slidingWindowType(SlidingWindowType.COUNT_BASED)
                .slidingWindowSize(2 * openAfterFailures)
                .minimumNumberOfCalls(openAfterFailures)
                .failureRateThreshold(50)
                .permittedNumberOfCallsInHalfOpenState(PROBES)
                .waitDurationInOpenState(Duration.ofMillis(probeEveryMs))
                .writableStackTraceEnabled(false)
                .clock(clock)
                .currentTimestampFunction(any -> clock.millis(), TimeUnit.MILLISECONDS)
                .build());
    breaker.getEventPublisher().onStateTransition(event -> changed());
  }

  private void changed() {
    openedAtMs = clock.millis();
    era++;
  }

  /**
   * Rises whenever the state changes: what was begun in another era says nothing about this one.
   */
  int era() {
    return era;
  }

  /** Why a failed call counts; the breaker wants a Throwable and nobody reads it. */
  private static final class Failed extends Exception {
    private static final long serialVersionUID = 1L;

    private Failed() {
      super(null, null, false, false);
    }
  }

  /** closed, open, half_open */
  String name() {
    return breaker.getState().name().toLowerCase(Locale.ROOT);
  }

  boolean closed() {
    return breaker.getState() == CircuitBreaker.State.CLOSED;
  }

  boolean halfOpen() {
    return breaker.getState() == CircuitBreaker.State.HALF_OPEN;
  }

  boolean open() {
    return breaker.getState() == CircuitBreaker.State.OPEN;
  }

  /** When an open breaker lets the next probe through. */
  long probeAtMs() {
    // The breaker wants the wait to be over, not just reached.
    return openedAtMs + probeEveryMs + 1;
  }

  boolean tryPermit(long nowMs) {
    clock.set(nowMs);
    return breaker.tryAcquirePermission();
  }

  void success(long nowMs) {
    clock.set(nowMs);
    breaker.onSuccess(0, TimeUnit.MILLISECONDS);
  }

  void failure(long nowMs) {
    clock.set(nowMs);
    breaker.onError(0, TimeUnit.MILLISECONDS, new Failed());
  }

  void release() {
    breaker.releasePermission();
  }

  /** A person wants a probe now. */
  void letProbe(long nowMs) {
    clock.set(nowMs);
    if (open()) {
      breaker.transitionToHalfOpenState();
    }
  }

  /** All that waited got through before the probes were used up. */
  void close(long nowMs) {
    clock.set(nowMs);
    breaker.transitionToClosedState();
  }
}
