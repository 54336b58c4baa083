package io.sluice.trials.simulate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Many runs, on several threads, and what they add up to. Thread-safe. */
public final class SimulationRuns {
  private static final int FAILURES_AT_MOST = 20;

  private final Sabotage sabotage;
  private final @Nullable Consumer<String> reader;
  private final Map<String, Long> counts = new TreeMap<>();
  private final List<SimulationResult> failures = new ArrayList<>();
  private long runs;
  private long virtualMs;
  private long events;
  private long traceHash;
  private long tookMs;

  /**
   * @param reader gets a line for everything that happens, or null
   */
  public SimulationRuns(Sabotage sabotage, @Nullable Consumer<String> reader) {
    this.sabotage = sabotage;
    this.reader = reader;
  }

  /** Ends early at a time, or when there is enough to look into. */
  public void run(long first, long last, int threads, Instant end) {
    Instant begun = Instant.now();
    AtomicLong next = new AtomicLong(first);
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      Thread worker = new Thread(() -> work(next, last, end), "simulation-" + i);
      worker.start();
      workers.add(worker);
    }
    try {
      for (Thread worker : workers) {
        worker.join();
      }
    } catch (InterruptedException e) {
      // Whoever interrupts wants no more of them.
      next.set(Long.MAX_VALUE);
      Thread.currentThread().interrupt();
    }
    tookMs = Duration.between(begun, Instant.now()).toMillis();
  }

  private void work(AtomicLong next, long last, Instant end) {
    long seed = next.getAndIncrement();
    while (seed >= 0 && seed <= last && Instant.now().isBefore(end) && wantsMore()) {
      add(Simulation.run(seed, sabotage, reader));
      seed = next.getAndIncrement();
    }
  }

  private synchronized boolean wantsMore() {
    return failures.size() < FAILURES_AT_MOST;
  }

  private synchronized void add(SimulationResult result) {
    runs++;
    virtualMs += result.virtualMs();
    events += result.events();
    traceHash ^= result.traceHash();
    result.counts().forEach((kind, count) -> counts.merge(kind, count, Long::sum));
    if (result.problem() != null) {
      failures.add(result);
      System.err.println("seed " + result.seed() + ": " + result.problem());
    }
  }

  public synchronized List<SimulationResult> failures() {
    return List.copyOf(failures);
  }

  /** In lines for people. */
  public synchronized List<String> report() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%,d runs in %,.1f s: %,d h of virtual time, %,d messages, trace %016x"
            .formatted(
                runs, tookMs / 1000.0, Duration.ofMillis(virtualMs).toHours(), events, traceHash));
    counts.forEach((kind, count) -> lines.add("  %-40s %,12d".formatted(kind, count)));
    lines.add(
        failures.isEmpty()
            ? "Every promise was kept."
            : failures.size() + " broken; again with: bin/trials simulate --trace --seed N");
    return lines;
  }
}
