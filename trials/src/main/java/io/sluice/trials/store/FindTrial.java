package io.sluice.trials.store;

import io.sluice.store.AttemptRow;
import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import io.sluice.store.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.LongFunction;

/** Looking up events in a long journal, and commits beside attempts that are written down. */
final class FindTrial {
  private static final int GROUP = 250;
  private static final int ON_THE_WAY = 4;
  private static final int LOOK_UPS = 500;
  private static final int HISTORY = 100;
  private static final int COMMITS = 2_000;
  private static final int COMMIT_ROWS = 20;
  private static final int ATTEMPTS_AT_ONCE = 256;

  private final TrialStore trial;
  private final long rows;
  private final Random random = new Random(1);
  private final Figures figures = new Figures();

  /**
   * @param rows of the journal
   */
  FindTrial(TrialStore trial, long rows) {
    this.trial = trial;
    this.rows = rows;
  }

  Figures run() throws InterruptedException {
    write();
    lookUp("events of a SKU", at -> history("SKU-" + at * 7_919 % TrialStore.SKUS));
    lookUp("an event by its identity", at -> withId("e" + at));
    lookUp("an identity that there is not", at -> withId("x" + at));
    figures.add("open", trial.reopen() / 1e6, "ms");
    lookUp("an event by its identity, opened again", at -> withId("e" + at));
    commits("commits of " + COMMIT_ROWS + " events", false);
    commits("the same beside attempts", true);
    return figures;
  }

  private void write() throws InterruptedException {
    long begin = System.nanoTime();
    Semaphore free = new Semaphore(ON_THE_WAY);
    while (trial.position() < rows) {
      free.acquire();
      trial.submit(GROUP, free::release);
    }
    free.acquire(ON_THE_WAY);
    figures.add("append", rows / ((System.nanoTime() - begin) / 1e9), "rows/s");
    trial.store().lookAtDisk();
    figures.add("on disk", trial.store().status().diskBytes() / 1e9, "GB");
  }

  private int history(String sku) {
    return trial.store().history(sku, Long.MAX_VALUE, HISTORY).size();
  }

  private int withId(String id) {
    List<JournalRow> found = trial.store().withEventId(id, Long.MAX_VALUE, 10);
    return found.size();
  }

  private void lookUp(String what, LongFunction<Integer> step) {
    Latencies latencies = new Latencies();
    long found = 0;
    for (int i = 0; i < LOOK_UPS; i++) {
      long at = 1 + random.nextLong(rows);
      long begin = System.nanoTime();
      found += step.apply(at);
      latencies.add(System.nanoTime() - begin);
    }
    figures.add(what, (double) found / LOOK_UPS, "rows", latencies);
  }

  /** As a gateway writes attempts: one batch on its way, the next right behind it. */
  private void commits(String what, boolean attempts) throws InterruptedException {
    Latencies latencies = new Latencies();
    Semaphore free = new Semaphore(1);
    long written = 0;
    long begin = System.nanoTime();
    for (int i = 0; i < COMMITS; i++) {
      if (attempts && free.tryAcquire()) {
        trial.store().submit(List.of(new Write.PutAttempts(batch(i))), free::release);
        written += ATTEMPTS_AT_ONCE;
      }
      latencies.add(trial.append(COMMIT_ROWS));
    }
    free.acquire();
    double seconds = (System.nanoTime() - begin) / 1e9;
    figures.add(what, COMMITS * COMMIT_ROWS / seconds, "rows/s", latencies);
    if (attempts) {
      figures.add("attempts written meanwhile", written / seconds, "rows/s");
      lookUp("attempts of a SKU", at -> ofSku(trial.store(), "SKU-" + at % TrialStore.SKUS));
    }
  }

  private static int ofSku(Store store, String sku) {
    return store.attemptsOf(sku, HISTORY).size();
  }

  private List<AttemptRow> batch(int number) {
    List<AttemptRow> rowsOfBatch = new ArrayList<>(ATTEMPTS_AT_ONCE);
    byte[] none = new byte[0];
    for (int i = 0; i < ATTEMPTS_AT_ONCE; i++) {
      long at = (long) number * ATTEMPTS_AT_ONCE + i;
      rowsOfBatch.add(
          new AttemptRow(
              0,
              "shop",
              "SKU-" + at % TrialStore.SKUS,
              "stock",
              at,
              1,
              at,
              12,
              "accepted",
              null,
              200,
              null,
              none,
              none,
              true));
    }
    return rowsOfBatch;
  }
}
