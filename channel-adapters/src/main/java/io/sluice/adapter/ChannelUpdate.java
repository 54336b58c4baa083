package io.sluice.adapter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One value for one (SKU, facet) of a channel.
 *
 * @param id idempotency key: same value and attempt of the same delivery, same id; no dots, at most
 *     64 characters of {@code [A-Za-z0-9_-]}
 * @param sku the channel's own SKU
 * @param revision journal position of the newest fact in it: a receiver that keeps the highest is
 *     safe against anything applied late
 * @param version the source's own version of that fact, as text
 * @param source name of the source of that fact
 * @param occurredAt as the sender said, or null
 * @param listed what is known of the product there
 * @param event the event as one structured CloudEvent (JSON, UTF-8) where the update is exactly one
 *     event (stream channels), else null
 */
public record ChannelUpdate(
    String id,
    String sku,
    Facet facet,
    long revision,
    String version,
    String source,
    @Nullable Instant occurredAt,
    Value value,
    Listed listed,
    byte @Nullable [] event) {}
