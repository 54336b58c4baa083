package io.sluice.gateway.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What somebody did.
 *
 * @param who {@code local} as long as nobody signs in
 * @param address where he was
 * @param client what he said that he is
 * @param action as the API calls it: {@code pause}, {@code redrive}, ...
 * @param target what with, in words
 * @param count of how many, or null
 * @param reason as he gave it, or null
 * @param problem why it failed, or null
 */
public record AuditView(
    long id,
    Instant at,
    String who,
    String address,
    String client,
    String action,
    String target,
    @Nullable Long count,
    @Nullable String reason,
    @Nullable String problem) {}
