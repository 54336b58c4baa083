package io.sluice.simulator;

/**
 * One update of a request, as read from its body.
 *
 * @param facet stock, price or product
 * @param part warehouse or price list where the update speaks of one, else empty
 * @param revision -1 when the body has none
 * @param value short text: quantity, amount and currency, {@code discontinued}, else a digest
 */
public record ReceivedUpdate(
    String id, String sku, String facet, String part, long revision, String version, String value) {

  /** What the order of arrival is judged by. */
  String facetKey() {
    return sku + '\u0000' + facet + '\u0000';
  }

  /** What an effect belongs to. */
  String partKey() {
    return facetKey() + part;
  }
}
