package io.sluice.gateway.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One event of the journal.
 *
 * @param part facet, and what within it: {@code stock/BER}
 * @param decision new, stale, duplicate, conflict, not owned
 * @param occurredAt as the sender says, or null
 */
public record EventView(
    long position,
    String id,
    String source,
    String sku,
    String part,
    String version,
    String decision,
    @Nullable Instant occurredAt,
    Instant receivedAt) {}
