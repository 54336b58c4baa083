package io.sluice.trials.micro;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.intake.Intake;
import io.sluice.gateway.intake.Verdict;
import io.sluice.gateway.intake.VersionFrom;
import io.sluice.source.ProductEvent;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The decision about an event, and what follows from its commit: mark and catalog. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class IntakeBenchmark {
  private final ProductEvent[] events = new ProductEvent[Samples.SKUS];
  private final Catalog catalog = new Catalog();
  private Intake intake = new Intake(catalog, Map.of(), 0, 1);
  private long number;

  @Setup
  public void begin() {
    Samples samples = new Samples();
    for (int i = 0; i < events.length; i++) {
      events[i] = samples.event(i);
    }
    intake.addSource("pim", VersionFrom.SEQUENCE, 0);
  }

  @Benchmark
  public Verdict decide() {
    ProductEvent event = renumbered(events[(int) (number % events.length)]);
    Verdict verdict = intake.decide("pim", event, Samples.NOW_MS);
    Verdict.Journal journal = (Verdict.Journal) verdict;
    catalog.apply(journal.event());
    intake.committed(journal.event());
    return verdict;
  }

  /** Another identity and version each time: always new. */
  private ProductEvent renumbered(ProductEvent event) {
    number++;
    return new ProductEvent(
        "e" + number,
        event.origin(),
        event.type(),
        event.sku(),
        event.time(),
        number,
        event.change(),
        event.json(),
        event.digest());
  }
}
