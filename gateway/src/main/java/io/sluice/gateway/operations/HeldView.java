package io.sluice.gateway.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A delivery that waits or is dead.
 *
 * @param part facet, and where it applies what within it: {@code stock}, {@code stock/BER}
 * @param answer excerpt of the channel's last answer, as text
 * @param payload what would be or was sent, as text, at most 20,000 characters
 */
public record HeldView(
    String channel,
    String sku,
    String part,
    long position,
    String why,
    Instant since,
    @Nullable Instant due,
    int attempts,
    @Nullable String code,
    @Nullable String reason,
    @Nullable String answer,
    @Nullable String payload) {}
