package io.sluice.gateway.operations;

import java.time.Instant;
import java.util.List;

/**
 * A configuration that goes over a limit, and waits until a person approves or discards it.
 *
 * @param version of what its files say, 12 hex digits
 * @param reasons which limits it goes over, in sentences
 * @param channels those that it would change
 */
public record WaitingView(
    String version, Instant since, List<String> reasons, List<ChangesView> channels) {
  public WaitingView {
    reasons = List.copyOf(reasons);
    channels = List.copyOf(channels);
  }
}
