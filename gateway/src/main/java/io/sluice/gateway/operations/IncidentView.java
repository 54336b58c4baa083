package io.sluice.gateway.operations;

import java.time.Instant;
import java.util.List;

/**
 * Everything that a channel's guard holds, as one thing to decide about.
 *
 * @param held changes
 * @param since when the first of them was held
 * @param examples some of them
 */
public record IncidentView(long held, Instant since, List<HeldView> examples) {
  public IncidentView {
    examples = List.copyOf(examples);
  }
}
