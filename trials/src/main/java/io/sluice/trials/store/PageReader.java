package io.sluice.trials.store;

import io.sluice.store.JournalRow;
import io.sluice.store.Store;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads the journal page by page, again and again, as a channel does that catches up. */
final class PageReader implements Runnable {
  static final int PAGE_ROWS = 1_000;
  private static final long PAGE_BYTES = 2L << 20;

  private final Store store;
  private final AtomicBoolean ended;
  private final Latencies latencies = new Latencies();
  private long rows;

  PageReader(Store store, AtomicBoolean ended) {
    this.store = store;
    this.ended = ended;
  }

  @Override
  public void run() {
    long next = 1;
    while (!ended.get()) {
      next = read(next);
    }
  }

  /** Reads one page and answers where the next begins: the first, when this was the last. */
  long read(long from) {
    long begin = System.nanoTime();
    List<JournalRow> page = store.journal().page(from, PAGE_ROWS, PAGE_BYTES);
    latencies.add(System.nanoTime() - begin);
    rows += page.size();
    return page.isEmpty() ? 1 : page.get(page.size() - 1).position() + 1;
  }

  Latencies latencies() {
    return latencies;
  }

  long rows() {
    return rows;
  }
}
