package io.sluice.trials.faults.soak;

import io.sluice.trials.ChannelSpec;
import io.sluice.trials.ProcessState;
import io.sluice.trials.Waiting;
import io.sluice.trials.faults.Figures;
import io.sluice.trials.faults.LiveHeap;
import io.sluice.trials.faults.Load;
import io.sluice.trials.faults.Stage;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Random;

/** One gateway under half load, one random fault after the other. */
final class Soak {
  private static final double EVENTS_PER_SECOND = 100;
  private static final double SLOPE_AT_MOST_PERCENT = 10;

  private final Stage stage;
  private final Duration length;
  private final Random random;
  private final PrintWriter out;
  private final Samples heap = new Samples();
  private final List<SoakFault> faults = SoakFault.all();
  private long begun;
  private int brought;
  private String last = "";
  private long mostThreads;
  private long mostFiles;

  Soak(Stage stage, Duration length, long seed, PrintWriter out) {
    this.stage = stage;
    this.length = length;
    this.random = new Random(seed);
    this.out = out;
  }

  /** Returns when all is delivered again; the stage's figures have the verdict. */
  void run() {
    List<ChannelSpec> channels =
        stage.fourChannels().stream()
            .map(stage::linked)
            .map(channel -> channel.with("total_timeout: 5s"))
            .map(channel -> channel.with("breaker: { probe_every: 1s }"))
            .toList();
    stage.gateway(channels).start();
    stage.awaitConnected();
    stage.broker().awaitQuorumQueuesSettled();
    Load load = stage.beginLoad(EVENTS_PER_SECOND);
    begun = System.nanoTime();
    out.println(" min  faults   events  backlog   heap MB  threads  files  last fault");
    long nextLine = begun;
    while (elapsed().compareTo(length) < 0) {
      if (System.nanoTime() - nextLine >= 0) {
        nextLine += Duration.ofMinutes(1).toNanos();
        line();
      }
      fault();
    }
    line();
    load.stop();
    judge();
  }

  private Duration elapsed() {
    return Duration.ofNanos(System.nanoTime() - begun);
  }

  private void fault() {
    SoakFault fault = pick();
    last = fault.name();
    brought++;
    fault.begin().accept(stage);
    Waiting.passes(Duration.ofMillis(500 + random.nextInt(9_500)));
    fault.end().accept(stage);
    Waiting.passes(Duration.ofMillis(500 + random.nextInt(5_500)));
  }

  private SoakFault pick() {
    int sum = faults.stream().mapToInt(SoakFault::weight).sum();
    int at = random.nextInt(sum);
    for (SoakFault fault : faults) {
      at -= fault.weight();
      if (at < 0) {
        return fault;
      }
    }
    throw new IllegalStateException("no weight left");
  }

  private void line() {
    double live = LiveHeap.megabytes(stage.gateway());
    ProcessState state = stage.gateway().state();
    heap.add(elapsed().toMillis() / 3.6e6, live);
    mostThreads = Math.max(mostThreads, state.threads());
    mostFiles = Math.max(mostFiles, state.files());
    long backlog =
        stage.api().channels().values().stream().mapToLong(c -> c.getLong("backlog")).sum();
    out.printf(
        "%4d  %6d %8d %8d  %8.1f %8d %6d  %s%n",
        elapsed().toMinutes(),
        brought,
        stage.published(),
        backlog,
        live,
        state.threads(),
        state.files(),
        last);
    out.flush();
  }

  private void judge() {
    Figures figures = stage.figures();
    figures.note("faults", brought);
    stage.settleByReport();
    ProcessState state = stage.gateway().state();
    figures.note("most threads, files", mostThreads + ", " + mostFiles);
    figures.note("threads, files at the end", state.threads() + ", " + state.files());
    figures.note("heap slope", Math.round(heap.slope()) + " MB/h");
    // The catalog and the journal's index grow with the first products; a leak grows on.
    if (length.compareTo(Duration.ofMinutes(30)) >= 0) {
      figures.atMost("heap grew, %", Math.rint(heap.grownPercent()), SLOPE_AT_MOST_PERCENT, "");
    }
  }
}
