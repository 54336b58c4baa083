package io.sluice.gateway.operations;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One try to deliver one value.
 *
 * @param attempt number of the try since the last acceptance, from 1
 * @param at when it began
 * @param outcome one word: accepted, pending, deferred, unreachable, rejected, ...
 * @param code of a rejection, or null
 * @param status of the answer over HTTP, or null
 * @param request excerpt of what was sent, null where it is not kept
 * @param answer excerpt of what came back, null where it is not kept
 */
public record AttemptView(
    String channel,
    String sku,
    String part,
    long position,
    int attempt,
    Instant at,
    long durationMs,
    String outcome,
    @Nullable String code,
    @Nullable Integer status,
    @Nullable String reason,
    @Nullable String request,
    @Nullable String answer) {}
