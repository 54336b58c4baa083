package io.sluice.trials.micro;

import io.sluice.gateway.catalog.Catalog;
import io.sluice.gateway.catalog.CatalogEntry;
import io.sluice.gateway.render.FactsRenderer;
import io.sluice.gateway.render.Renderer;
import io.sluice.gateway.render.Rendering;
import io.sluice.source.Facet;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a state channel sends, from the newest facts, with its digest. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RenderBenchmark {
  private final Renderer renderer = new FactsRenderer();
  private CatalogEntry[] entries = {};
  private int next;

  @Setup
  public void fill() {
    Samples samples = new Samples();
    Catalog catalog = new Catalog();
    for (int i = 0; i < Samples.SKUS; i++) {
      catalog.apply(Samples.journaled(i + 1, samples.event(i)));
    }
    entries = new CatalogEntry[Samples.SKUS];
    for (int i = 0; i < entries.length; i++) {
      entries[i] = catalog.get(i);
    }
  }

  @Benchmark
  public Rendering render() {
    CatalogEntry entry = entries[next++ % entries.length];
    Facet facet = entry.of(Facet.STOCK).isEmpty() ? Facet.PRICE : Facet.STOCK;
    return renderer.render(entry, facet, null, Samples.NOW_MS);
  }
}
