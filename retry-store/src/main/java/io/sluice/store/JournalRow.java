package io.sluice.store;

/**
 * One event in the journal.
 *
 * @param position dense per partition, from 1; handed out by the writer of the partition
 * @param source name of the configured source
 * @param eventId identity the sender gave
 * @param key what order is kept for (the gateway: the SKU)
 * @param part what within the key changed (the gateway: facet and part)
 * @param epoch of the source's versions
 * @param version number within the epoch
 * @param decision small code the gateway gave it; never decided again
 * @param occurredAtMs as the sender says, epoch milliseconds, or {@link Long#MIN_VALUE}
 * @param receivedAtMs epoch milliseconds
 * @param idHash hash of source, epoch and identity
 * @param digest hash of the content
 * @param payload opaque bytes, at most 1 MiB + 64 KiB
 */
public record JournalRow(
    long position,
    String source,
    String eventId,
    String key,
    String part,
    long epoch,
    long version,
    byte decision,
    long occurredAtMs,
    long receivedAtMs,
    long idHash,
    long digest,
    byte[] payload) {}
