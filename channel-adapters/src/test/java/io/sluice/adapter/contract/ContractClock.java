package io.sluice.adapter.contract;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Goes on as real time does, since timers are real, and jumps where a test does not want to wait.
 */
final class ContractClock implements InstantSource {
  private static final Instant BEGIN = Instant.parse("2026-11-20T12:00:00Z");

  private final long begun = System.nanoTime();
  private volatile Duration jumped = Duration.ZERO;

  @Override
  public Instant instant() {
    return BEGIN.plus(jumped).plusNanos(System.nanoTime() - begun);
  }

  /** Called by the test's thread alone. */
  void jump(Duration ahead) {
    jumped = jumped.plus(ahead);
  }

  /** Jumps there, unless that is past. */
  void jumpTo(Instant instant) {
    Duration ahead = Duration.between(instant(), instant);
    if (!ahead.isNegative()) {
      jump(ahead);
    }
  }
}
