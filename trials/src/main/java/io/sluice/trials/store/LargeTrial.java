package io.sluice.trials.store;

import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** A journal of many gigabytes: written, opened again, read, dropped. */
final class LargeTrial {
  private static final int GROUP = 250;
  private static final int ON_THE_WAY = 4;
  private static final int PAGES = 500;
  private static final long DROP_AT_MOST_NANOS = 600_000_000_000L;
  private static final long LOOK_EVERY_NANOS = 20_000_000;

  private final TrialStore trial;
  private final int segmentRows;
  private final long bytes;
  private final int rowBytes;
  private final Figures figures = new Figures();

  /**
   * @param bytes of payload to write
   */
  LargeTrial(TrialStore trial, int segmentRows, long bytes, int rowBytes) {
    this.trial = trial;
    this.segmentRows = segmentRows;
    this.bytes = bytes;
    this.rowBytes = rowBytes;
  }

  Figures run() throws InterruptedException {
    write();
    disk("on disk, written");
    figures.add("open", trial.reopen() / 1e6, "ms");
    pages();
    drop();
    disk("on disk, dropped");
    figures.add("open, dropped", trial.reopen() / 1e6, "ms");
    disk("on disk, opened again");
    return figures;
  }

  /** In four quarters: a journal that grows must not grow slower. */
  private void write() throws InterruptedException {
    for (int quarter = 1; quarter <= 4; quarter++) {
      long upTo = bytes / 4 * quarter / rowBytes;
      long rows = upTo - trial.position();
      long begin = System.nanoTime();
      Semaphore free = new Semaphore(ON_THE_WAY);
      while (trial.position() < upTo) {
        free.acquire();
        trial.submit(GROUP, free::release);
      }
      free.acquire(ON_THE_WAY);
      double seconds = (System.nanoTime() - begin) / 1e9;
      figures.add("append, quarter " + quarter + " of 4", rows / seconds, "rows/s");
    }
  }

  private void pages() {
    Random random = new Random(1);
    long last = Math.max(1, trial.position() - PageReader.PAGE_ROWS);
    PageReader reader = new PageReader(trial.store(), new AtomicBoolean());
    for (int i = 0; i < PAGES; i++) {
      reader.read(1 + random.nextLong(last));
    }
    Latencies latencies = reader.latencies();
    double rate = reader.rows() / latencies.seconds();
    figures.add("pages of " + PageReader.PAGE_ROWS + " anywhere", rate, "rows/s", latencies);
  }

  /** The writer drops between commits, so it needs some. */
  private void drop() {
    long begin = System.nanoTime();
    Latencies commits = new Latencies();
    trial.store().journal().dropBelow(trial.position());
    long first = trial.position() - 2L * segmentRows;
    while (trial.store().status().firstPosition() < first) {
      commits.add(trial.append(1));
      if (System.nanoTime() - begin > DROP_AT_MOST_NANOS) {
        throw new IllegalStateException("segments are not dropped");
      }
      LockSupport.parkNanos(LOOK_EVERY_NANOS);
    }
    figures.add("drop of all full segments", (System.nanoTime() - begin) / 1e6, "ms", commits);
  }

  private void disk(String what) {
    trial.store().lookAtDisk();
    figures.add(what, trial.store().status().diskBytes() / 1e9, "GB");
  }
}
