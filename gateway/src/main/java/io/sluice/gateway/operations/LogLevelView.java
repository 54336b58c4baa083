package io.sluice.gateway.operations;

import java.time.Instant;

/**
 * A logger whose level somebody changed for a while.
 *
 * @param level trace, debug, info, warn, error
 * @param until when it is as configured again
 */
public record LogLevelView(String logger, String level, Instant until) {}
