package io.sluice.trials;

/**
 * One event as a PIM publishes it.
 *
 * @param number counts over all events of a trial; also its {@code sequence}
 * @param value what a channel shows for it: quantity, amount and currency, digest of the content
 * @param body structured CloudEvent
 */
public record PimEvent(long number, FactKey key, String value, byte[] body) {
  String routingKey() {
    return "product." + key.facet();
  }
}
