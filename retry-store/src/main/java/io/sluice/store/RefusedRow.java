package io.sluice.store;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message that is no valid event, kept as it came.
 *
 * @param id dense, from 1; 0 when not yet stored
 * @param body at most 1 MiB is kept of a larger one; {@code bodyBytes} tells the whole size
 */
public record RefusedRow(
    long id,
    String source,
    long atMs,
    String code,
    String path,
    String message,
    @Nullable String contentType,
    Map<String, String> headers,
    byte[] body,
    long bodyBytes) {}
