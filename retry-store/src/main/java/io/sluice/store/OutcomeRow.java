package io.sluice.store;

/**
 * What one channel's deliveries ended in since its previous row, packed by the gateway.
 *
 * @param sequence dense over all channels of the partition, from 1, given by the store at commit
 */
public record OutcomeRow(long sequence, String channel, long atMs, byte[] packed) {}
