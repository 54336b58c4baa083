package io.sluice.gateway.operations;

/**
 * How far a decision about what the rules and the guard hold has come.
 *
 * @param decided how many this step decided
 * @param next where to go on, -1 at the end
 */
public record HeldStep(int decided, int next) {}
