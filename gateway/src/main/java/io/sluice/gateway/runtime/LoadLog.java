package io.sluice.gateway.runtime;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * Tells how far a start is with what takes long: nothing for two seconds, then a line every two
 * seconds with the rate and, where the whole is known, what is left.
 */
final class LoadLog {
  private static final Duration EVERY = Duration.ofSeconds(2);

  /** The clock is not asked for each row. */
  private static final int LOOK_EVERY = 1024;

  private final String what;
  private final long total;
  private final InstantSource clock;
  private final Consumer<String> log;
  private final Instant begun;
  private Instant next;
  private long done;

  /**
   * @param what is loaded, in the plural
   * @param total 0 where nobody knows
   */
  LoadLog(String what, long total, InstantSource clock, Consumer<String> log) {
    this.what = what;
    this.total = total;
    this.clock = clock;
    this.log = log;
    this.begun = clock.instant();
    this.next = begun.plus(EVERY);
  }

  /** One more is done. */
  void step() {
    done++;
    if (done % LOOK_EVERY == 0 && !clock.instant().isBefore(next)) {
      Instant now = clock.instant();
      next = now.plus(EVERY);
      log.accept(line(Duration.between(begun, now)));
    }
  }

  private String line(Duration elapsed) {
    long rate = done * 1000 / Math.max(1, elapsed.toMillis());
    String line = "Loading %s: %d, %d/s".formatted(what, done, rate);
    return total <= done || rate == 0
        ? line
        : line + ", %d %%, %d s left".formatted(done * 100 / total, (total - done) / rate);
  }
}
