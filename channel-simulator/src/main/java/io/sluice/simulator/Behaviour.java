package io.sluice.simulator;

import java.time.Duration;
import java.util.List;

/**
 * How a channel answers while it is up.
 *
 * @param latency shortest time to an answer
 * @param latencyMost longest; between the two it is drawn evenly
 * @param needsCreate stock and price of a product never sent are not listed
 * @param comparesRevisions an older revision is accepted and not applied
 * @param itemResults a batch is answered item by item, else by nothing
 * @param faults the first that matches a request strikes
 */
public record Behaviour(
    Duration latency,
    Duration latencyMost,
    boolean needsCreate,
    boolean comparesRevisions,
    boolean itemResults,
    List<Fault> faults) {
  /** At once, everything accepted. */
  public static final Behaviour PLAIN =
      new Behaviour(Duration.ZERO, Duration.ZERO, false, false, true, List.of());

  public Behaviour {
    faults = List.copyOf(faults);
    latencyMost = latencyMost.compareTo(latency) < 0 ? latency : latencyMost;
  }

  public Behaviour latency(Duration least, Duration most) {
    return new Behaviour(least, most, needsCreate, comparesRevisions, itemResults, faults);
  }

  public Behaviour needsCreate(boolean needs) {
    return new Behaviour(latency, latencyMost, needs, comparesRevisions, itemResults, faults);
  }

  public Behaviour comparesRevisions(boolean compares) {
    return new Behaviour(latency, latencyMost, needsCreate, compares, itemResults, faults);
  }

  public Behaviour itemResults(boolean answersItems) {
    return new Behaviour(
        latency, latencyMost, needsCreate, comparesRevisions, answersItems, faults);
  }

  public Behaviour faults(List<Fault> newFaults) {
    return new Behaviour(
        latency, latencyMost, needsCreate, comparesRevisions, itemResults, newFaults);
  }
}
