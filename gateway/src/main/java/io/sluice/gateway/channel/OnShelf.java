package io.sluice.gateway.channel;

import io.sluice.adapter.Listed;
import io.sluice.gateway.render.Rendering;
import io.sluice.source.Facet;
import java.util.Map;
import java.util.Set;

/**
 * What a channel has of one product, for others to read.
 *
 * @param sku dense number
 * @param quantity stock accepted last, negative where that is not known
 * @param held whether the rules hold anything of it
 * @param keptBack what waits for a person's decision, or was thrown away before it was sent
 * @param discarded what a person did not want
 * @param digests of what was accepted last
 */
public record OnShelf(
    int sku,
    Listed listed,
    long quantity,
    boolean held,
    Set<Facet> keptBack,
    Set<Facet> discarded,
    Map<Facet, Long> digests) {
  /** A product that the channel has nothing of. */
  public static OnShelf nothing(int sku) {
    return new OnShelf(
        sku, Listed.UNKNOWN, Shelf.UNKNOWN_QUANTITY, false, Set.of(), Set.of(), Map.of());
  }

  boolean shows(Facet facet, Rendering.Ready value) {
    Long shown = digests.get(facet);
    return shown != null && value.isShownBy(shown);
  }
}
