package io.sluice.trials.simulate;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one run came to.
 *
 * @param problem the promise that was broken, in words; null where none was
 * @param traceHash of everything that happened, in order: the same for the same seed
 * @param virtualMs time that passed in it
 * @param events published
 * @param counts faults, deeds and decisions by kind
 */
public record SimulationResult(
    long seed,
    @Nullable String problem,
    long traceHash,
    long virtualMs,
    long events,
    Map<String, Long> counts) {
  public SimulationResult {
    counts = Map.copyOf(counts);
  }
}
