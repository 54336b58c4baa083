package io.sluice.gateway.operations;

import java.time.Instant;

/**
 * @param state running, done, failed
 */
public record JobView(
    String id,
    String kind,
    String channel,
    String state,
    long done,
    long total,
    Instant startedAt) {}
