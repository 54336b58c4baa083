package io.sluice.gateway.operations;

import org.jspecify.annotations.Nullable;

/**
 * Which attempts; null takes all.
 *
 * @param code of an outcome as in {@code http.422}, its word as in {@code unreachable}, or a status
 *     over HTTP as in {@code 503}
 */
public record AttemptQuery(@Nullable String channel, @Nullable String sku, @Nullable String code) {}
