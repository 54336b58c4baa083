package io.sluice.gateway.channel;

import io.sluice.adapter.Outcome;

/**
 * One try of one update, for the log and the metrics.
 *
 * @param number of the try of this key since its last acceptance, from 1
 */
public record Attempt(
    String sku, String part, long position, int number, Outcome outcome, long durationMs) {}
