package io.sluice.adapter;

/**
 * How often a kind of channel may be asked for one operation; read from the {@code adapter.json} of
 * its adapter.
 *
 * @param perSecond requests that are refilled each second, above 0
 * @param burst most requests at once, at least 1
 * @param source where the numbers come from
 */
public record Limit(String operation, double perSecond, int burst, String source) {}
