package io.sluice.simulator.market;

/** A request that was answered in full, as it went over the wire. */
public record MarketExchange(MarketRequest request, MarketAnswer answer) {}
