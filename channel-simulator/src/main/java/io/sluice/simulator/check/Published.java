package io.sluice.simulator.check;

/** An event that the broker confirmed. */
public record Published(long number, FactKey key, String value) {}
