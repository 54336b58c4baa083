package io.sluice.gateway.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * @param body as text, at most 20,000 characters
 */
public record RefusedView(
    long id,
    String source,
    Instant at,
    String code,
    String path,
    String message,
    @Nullable String contentType,
    long bodyBytes,
    String body) {}
