package io.sluice.gateway.operations;

/**
 * What a new epoch or a lowered mark did.
 *
 * @param epoch in which the source's events count now
 * @param takenAgain events that had been judged stale and count now
 */
public record HealedView(String source, long epoch, long takenAgain) {}
