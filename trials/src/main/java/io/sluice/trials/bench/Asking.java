package io.sluice.trials.bench;

import io.sluice.trials.GatewayApi;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.SynchronizedHistogram;

/** Asks for all channels ten times a second, and measures how long the answers take. */
final class Asking implements AutoCloseable {
  private static final long EVERY_MS = 100;
  private static final double MICROS_PER_MS = 1_000;

  private final Histogram micros = new SynchronizedHistogram(60_000_000, 3);
  private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();

  private Asking(GatewayApi api) {
    thread.scheduleAtFixedRate(() -> ask(api), 0, EVERY_MS, TimeUnit.MILLISECONDS);
  }

  static Asking begin(GatewayApi api) {
    return new Asking(api);
  }

  private void ask(GatewayApi api) {
    long asked = System.nanoTime();
    api.channels();
    micros.recordValue((System.nanoTime() - asked) / 1_000);
  }

  long count() {
    return micros.getTotalCount();
  }

  /** Milliseconds. */
  double percentile(double percent) {
    return micros.getValueAtPercentile(percent) / MICROS_PER_MS;
  }

  /** Waits for the answer that is on its way. */
  @Override
  public void close() {
    thread.shutdown();
    try {
      if (!thread.awaitTermination(30, TimeUnit.SECONDS)) {
        throw new IllegalStateException("the gateway does not answer");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
