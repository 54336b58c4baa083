package io.sluice.gateway.operations;

/**
 * How far a channel is with rules that changed.
 *
 * @param looked products that were looked at
 * @param total products that are known
 * @param changed updates that differ from what the channel shows, so far
 * @param waiting those of them that are not decided yet
 */
public record ResyncView(long looked, long total, long changed, long waiting) {}
