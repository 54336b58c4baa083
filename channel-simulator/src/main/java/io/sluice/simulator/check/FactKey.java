package io.sluice.simulator.check;

/**
 * What one value belongs to.
 *
 * @param facet stock, price or product
 * @param part warehouse of a stock, list of a price, empty for a product
 */
public record FactKey(String sku, String facet, String part) {
  /** What the order of requests is judged by. */
  FactKey whole() {
    return new FactKey(sku, facet, "");
  }
}
