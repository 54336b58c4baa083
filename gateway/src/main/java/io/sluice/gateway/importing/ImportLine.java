package io.sluice.gateway.importing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands in one line of the file.
 *
 * @param number where it begins, from 1
 * @param sku that it is about, null where that cannot be told
 * @param events in the order in which they count; what is right about a line goes on without the
 *     rest of it
 * @param faults each one sentence: what was found and what to write instead
 */
public record ImportLine(
    long number, @Nullable String sku, List<ImportedEvent> events, List<String> faults) {
  public ImportLine {
    events = List.copyOf(events);
    faults = List.copyOf(faults);
  }

  /** Whether it says no more than that there is such a product. */
  public boolean isSkuAlone() {
    return events.isEmpty() && faults.isEmpty();
  }

  static ImportLine broken(long number, String fault) {
    return new ImportLine(number, null, List.of(), List.of(fault));
  }
}
