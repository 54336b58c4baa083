package io.sluice.gateway.operations;

import org.jspecify.annotations.Nullable;

/** Which held rows; null takes all. */
public record HeldQuery(@Nullable String channel, @Nullable String why, @Nullable String sku) {}
