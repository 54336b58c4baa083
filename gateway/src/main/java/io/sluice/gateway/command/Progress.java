package io.sluice.gateway.command;

import java.time.Duration;
import java.time.Instant;

/**
 * How far long work is, on standard error so that results can be piped. Silent for the first two
 * seconds; then a line that is written over, or one every ten seconds where nobody looks on.
 */
final class Progress {
  private static final Duration SILENT = Duration.ofSeconds(2);
  private static final Duration LIVE = Duration.ofMillis(500);
  private static final Duration LOGGED = Duration.ofSeconds(10);
  private static final String ERASE_LINE = "\r\033[K";

  private final Terminal terminal;
  private final String unit;
  private final Instant start;
  private Instant next;
  private boolean shown;

  /**
   * @param unit what is counted, in the plural
   */
  Progress(Terminal terminal, String unit) {
    this.terminal = terminal;
    this.unit = unit;
    this.start = terminal.clock().instant();
    this.next = start.plus(SILENT);
  }

  /**
   * @param count done so far
   * @param fraction of the whole, from 0 to 1, or negative where the whole is unknown
   */
  void update(long count, double fraction) {
    Instant now = terminal.clock().instant();
    if (now.isBefore(next)) {
      return;
    }
    next = now.plus(terminal.interactive() ? LIVE : LOGGED);
    shown = true;
    String line = line(count, fraction, Duration.between(start, now));
    if (terminal.interactive()) {
      terminal.err().print(ERASE_LINE + line);
      terminal.err().flush();
    } else {
      terminal.err().println(line);
    }
  }

  private String line(long count, double fraction, Duration elapsed) {
    long millis = Math.max(1, elapsed.toMillis());
    String line = count + " " + unit + ", " + count * 1000 / millis + "/s";
    if (fraction <= 0) {
      return line;
    }
    Duration left = Duration.ofMillis((long) (millis / fraction * (1 - fraction)));
    return line + ", " + (int) (fraction * 100) + " %, " + Ages.words(left) + " left";
  }

  /** Leaves a clean line for what comes next. */
  void end() {
    if (shown && terminal.interactive()) {
      terminal.err().print(ERASE_LINE);
      terminal.err().flush();
    }
  }

  Duration elapsed() {
    return Duration.between(start, terminal.clock().instant());
  }
}
