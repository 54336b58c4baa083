package io.sluice.simulator;

import java.time.Instant;

/**
 * One update of one request, with what became of it.
 *
 * @param number of arrival; all updates of a request share it
 * @param requestId its webhook-id header, else empty
 * @param did applied, late, ignored (older revision), or the word it was refused with
 * @param status answered, 0 when the connection ended without an answer
 */
public record RequestRecord(
    long number,
    Instant at,
    String channel,
    String requestId,
    ReceivedUpdate update,
    String did,
    int status,
    long tookMs) {}
