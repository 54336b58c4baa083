package io.sluice.trials.bench;

import java.util.Locale;

/** What a benchmark says while it goes on. */
final class Tell {
  private Tell() {}

  static void run(String what, Contest.Contestant one, Run run) {
    line(
        "%-20s %-8s %,9.0f events/s  p50 %.2f p99 %.2f ms; %s%s",
        what,
        one.name(),
        run.perSecond(),
        run.p50(),
        run.p99(),
        run.processorsText(),
        run.regressions() == 0 ? "" : "; ORDER VIOLATED " + run.regressions());
  }

  static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
