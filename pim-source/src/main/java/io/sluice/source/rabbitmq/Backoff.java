package io.sluice.source.rabbitmq;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait before the next try: 0.5 s, 1 s, 2 s, 4 s, 4.5 s, 4.5 s, ..., each shortened by
 * up to a fifth. The cap lies below 5 s so that a broker which is back has us back within 5 s, the
 * time to connect included.
 */
final class Backoff {
  private static final Duration FIRST = Duration.ofMillis(500);
  private static final Duration LONGEST = Duration.ofMillis(4500);
  private static final double JITTER = 0.2;

  /**
   * Shorter success than this does not begin anew: a broker that drops us at once is no success.
   */
  private static final Duration PROVEN = Duration.ofSeconds(5);

  private final DoubleSupplier random;
  private Duration base = FIRST;

  /**
   * @param random values from 0 to 1
   */
  Backoff(DoubleSupplier random) {
    this.random = random;
  }

  Duration next() {
    long nanos = (long) (base.toNanos() * (1 - JITTER * random.getAsDouble()));
    Duration doubled = base.multipliedBy(2);
    base = doubled.compareTo(LONGEST) > 0 ? LONGEST : doubled;
    return Duration.ofNanos(nanos);
  }

  void connectedFor(Duration duration) {
    if (duration.compareTo(PROVEN) >= 0) {
      base = FIRST;
    }
  }
}
