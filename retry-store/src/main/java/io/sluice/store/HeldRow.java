package io.sluice.store;

import org.jspecify.annotations.Nullable;

/**
 * A delivery that waits, with everything needed to explain and to resume it. Primary key:
 * partition, channel, key, part, position.
 *
 * @param why code of the gateway: pending, not_listed, own_backoff, spilled, dead, ...
 * @param position of the value in the journal
 * @param sinceMs epoch milliseconds
 * @param dueMs when to look at it again, or {@link Long#MIN_VALUE}
 * @param attempts made so far
 * @param code outcome code, or null
 * @param reason one sentence, or null
 * @param payload what would be sent or was sent, opaque, may be empty
 * @param detail opaque: answer excerpt, handle, ...
 */
public record HeldRow(
    String channel,
    String key,
    String part,
    long position,
    String why,
    long sinceMs,
    long dueMs,
    int attempts,
    @Nullable String code,
    @Nullable String reason,
    byte[] payload,
    byte[] detail) {}
