package io.sluice.simulator.check;

import java.util.List;

/**
 * What the checker found at one channel.
 *
 * @param lost owed values or events that were never applied
 * @param staleBegun updates that came after a newer one of their SKU and facet
 * @param staleApplied updates that took the place of a newer value
 * @param ghosts applied, though nobody published it
 * @param wrong keys that end with another value than the newest
 * @param duplicates updates that came again; allowed
 * @param samples of all but the duplicates, in words
 */
public record Findings(
    long lost,
    long staleBegun,
    long staleApplied,
    long ghosts,
    long wrong,
    long duplicates,
    List<String> samples) {
  public Findings {
    samples = List.copyOf(samples);
  }

  /** Whether the promise was kept. */
  public boolean clean() {
    return lost + staleBegun + staleApplied + ghosts + wrong == 0;
  }
}
