package io.sluice.gateway.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a channel is with rules that changed.
 *
 * @param looked products that were looked at
 * @param total products that are known
 * @param changed updates that differ from what the channel shows, so far
 * @param waiting those of them that are not decided yet
 * @param cancelledBy who had the rest of it not sent; null: nobody
 * @param cancelledAt when
 */
public record ResyncView(
    long looked,
    long total,
    long changed,
    long waiting,
    @Nullable String cancelledBy,
    @Nullable Instant cancelledAt) {}
