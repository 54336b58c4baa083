package io.sluice.trials.faults;

import io.sluice.simulator.RequestRecord;
import java.time.Duration;
import java.util.Collection;

/** How long events took from the PIM to a channel. */
final class Delays {
  private final Load load;

  Delays(Load load) {
    this.load = load;
  }

  /** Of 100 events published in this time, 99 arrived within this; zero when none was. */
  Duration p99(Collection<RequestRecord> records, long fromMs, long toMs) {
    long[] sorted =
        records.stream()
            .filter(record -> isBetween(record, fromMs, toMs))
            .mapToLong(record -> record.at().toEpochMilli() - sentAt(record))
            .sorted()
            .toArray();
    return Duration.ofMillis(sorted.length == 0 ? 0 : sorted[(int) ((sorted.length - 1) * 0.99)]);
  }

  private boolean isBetween(RequestRecord record, long fromMs, long toMs) {
    long sent = sentAt(record);
    return sent >= fromMs && sent < toMs;
  }

  private long sentAt(RequestRecord record) {
    return load.sentAtMs(Long.parseLong(record.update().version()));
  }
}
