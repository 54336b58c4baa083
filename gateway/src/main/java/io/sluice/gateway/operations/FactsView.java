package io.sluice.gateway.operations;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What the sources say of one SKU now, and what each channel's rules make of it.
 *
 * @param facts in order of position; of a bundle with the stock of its parts
 * @param shown one for each channel that keeps the latest, in the order of the file, as if it had
 *     the product already
 */
public record FactsView(String sku, List<SaidView> facts, List<ShownView> shown) {
  public FactsView {
    facts = List.copyOf(facts);
    shown = List.copyOf(shown);
  }

  /**
   * @param source name of the configured source
   * @param event what it said as one structured CloudEvent, JSON text
   */
  public record SaidView(
      long position, String source, String version, Instant receivedAt, String event) {}

  /**
   * @param values texts or lists of texts, by name
   * @param held reasons by their code
   * @param excluded why it does not belong there, empty where it does
   */
  public record ShownView(
      String channel, Map<String, Object> values, Map<String, String> held, String excluded) {}
}
