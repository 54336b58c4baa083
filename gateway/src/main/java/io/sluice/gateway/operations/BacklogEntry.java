package io.sluice.gateway.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param facet stock, price, product
 * @param since when the first change was received that it waits with, or nothing but time made it
 *     wait
 * @param state waiting, in flight, backoff, held
 * @param notBefore next attempt, or null when it is only waiting for its turn
 */
public record BacklogEntry(
    String sku,
    String facet,
    long position,
    String state,
    Instant since,
    int attempts,
    @Nullable Instant notBefore,
    @Nullable String lastProblem) {}
