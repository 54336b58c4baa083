package io.sluice.gateway.catalog;

import io.sluice.source.ProductEvent;

/**
 * An event that has its place in the journal.
 *
 * @param position in the journal
 * @param source name of the configured source
 * @param epoch of that source's versions
 * @param version number within the epoch
 * @param receivedAtMs epoch milliseconds
 * @param imported whether a file said it in the source's name
 */
public record JournaledEvent(
    long position,
    String source,
    long epoch,
    long version,
    Decision decision,
    long receivedAtMs,
    ProductEvent event,
    boolean imported) {
  /** One that the source said itself. */
  public JournaledEvent(
      long position,
      String source,
      long epoch,
      long version,
      Decision decision,
      long receivedAtMs,
      ProductEvent event) {
    this(position, source, epoch, version, decision, receivedAtMs, event, false);
  }
}
