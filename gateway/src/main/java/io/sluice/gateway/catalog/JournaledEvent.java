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
 */
public record JournaledEvent(
    long position,
    String source,
    long epoch,
    long version,
    Decision decision,
    long receivedAtMs,
    ProductEvent event) {}
