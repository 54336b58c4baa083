package io.sluice.gateway.channel;

import io.sluice.adapter.Outcome;

/**
 * One try of one update, for the log and the metrics.
 *
 * @param key idempotency key of the update
 * @param number of the try of this key since its last acceptance, from 1
 * @param sinceReceivedMs time since the gateway received the event that it is about; -1 where it is
 *     about none, or that is not known any more
 */
public record Attempt(
    String sku,
    String part,
    long position,
    String key,
    int number,
    Outcome outcome,
    long durationMs,
    long sinceReceivedMs) {}
