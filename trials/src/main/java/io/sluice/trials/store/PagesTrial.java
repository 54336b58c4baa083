package io.sluice.trials.store;

import java.util.concurrent.atomic.AtomicBoolean;

/** Pages of the journal while the writer commits: what each costs the other. */
final class PagesTrial {
  private static final int GROUP = 100;

  private final TrialStore trial;
  private final int backlogRows;
  private final long phaseNanos;
  private final Figures figures = new Figures();

  /**
   * @param backlogRows there before anything is measured
   * @param phaseMs how long each of the three phases takes
   */
  PagesTrial(TrialStore trial, int backlogRows, long phaseMs) {
    this.trial = trial;
    this.backlogRows = backlogRows;
    this.phaseNanos = phaseMs * 1_000_000;
  }

  Figures run() throws InterruptedException {
    while (trial.position() < backlogRows) {
      trial.append(5 * GROUP);
    }
    // Once unseen, so that every phase runs compiled code.
    both(new Figures());
    commits("commits alone", figures);
    reads(figures);
    both(figures);
    return figures;
  }

  private void commits(String what, Figures into) {
    Latencies latencies = new Latencies();
    long end = System.nanoTime() + phaseNanos;
    while (System.nanoTime() - end < 0) {
      latencies.add(trial.append(GROUP));
    }
    double rate = latencies.count() * GROUP / latencies.seconds();
    into.add(what + ", groups of " + GROUP, rate, "rows/s", latencies);
  }

  private void reads(Figures into) {
    PageReader reader = new PageReader(trial.store(), new AtomicBoolean());
    long end = System.nanoTime() + phaseNanos;
    long next = 1;
    while (System.nanoTime() - end < 0) {
      next = reader.read(next);
    }
    add("pages alone", reader, into);
  }

  private void both(Figures into) throws InterruptedException {
    AtomicBoolean ended = new AtomicBoolean();
    PageReader reader = new PageReader(trial.store(), ended);
    Thread thread = new Thread(reader, "reader");
    thread.start();
    try {
      commits("commits beside pages", into);
    } finally {
      ended.set(true);
      thread.join();
    }
    add("pages beside commits", reader, into);
  }

  private static void add(String what, PageReader reader, Figures into) {
    Latencies latencies = reader.latencies();
    String line = what + ", of " + PageReader.PAGE_ROWS;
    into.add(line, reader.rows() / latencies.seconds(), "rows/s", latencies);
  }
}
