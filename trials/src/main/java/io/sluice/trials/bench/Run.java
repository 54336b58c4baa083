package io.sluice.trials.bench;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One measured run of one pipe.
 *
 * @param reports of the sink, by channel
 * @param processors seconds that each process used
 */
record Run(int events, List<ArrivalReport> reports, Map<String, ProcessorTime> processors) {

  /** From the first arrival at any channel to the last at any. */
  double perSecond() {
    long first = reports.stream().mapToLong(ArrivalReport::firstNanos).min().orElseThrow();
    long last = reports.stream().mapToLong(ArrivalReport::lastNanos).max().orElseThrow();
    return events * 1e9 / (last - first);
  }

  long regressions() {
    return reports.stream().mapToLong(ArrivalReport::regressions).sum();
  }

  /** Milliseconds; the worst channel's. */
  double p50() {
    return reports.stream().mapToDouble(ArrivalReport::p50).max().orElseThrow();
  }

  double p99() {
    return reports.stream().mapToDouble(ArrivalReport::p99).max().orElseThrow();
  }

  String processorsText() {
    return processors.entrySet().stream()
        .map(one -> text(one.getKey(), one.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static String text(String name, ProcessorTime time) {
    return time.compiler() < 0.05
        ? "%s %.1f s".formatted(name, time.all())
        : "%s %.1f s (C2 %.1f)".formatted(name, time.all(), time.compiler());
  }
}
