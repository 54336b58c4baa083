package io.sluice.simulator.pim;

import io.sluice.simulator.check.FactKey;

/**
 * One event as a PIM publishes it.
 *
 * @param number rises with each event; also its {@code sequence}
 * @param value what a channel shows for it: quantity, amount and currency, digest of the content
 * @param body structured CloudEvent
 */
public record PimEvent(long number, FactKey key, String value, byte[] body) {
  String routingKey() {
    return "product." + key.facet();
  }
}
