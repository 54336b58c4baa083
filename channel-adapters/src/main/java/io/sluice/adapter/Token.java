package io.sluice.adapter;

import java.time.Instant;

/**
 * @param expiresAt as the marketplace said
 */
public record Token(Secret value, Instant expiresAt) {}
