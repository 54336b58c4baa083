package io.sluice.gateway.channel;

/**
 * How fast a person lets a channel be called, until somebody takes that back.
 *
 * @param perSecond requests, above 0
 */
public record Rate(String who, double perSecond) {}
