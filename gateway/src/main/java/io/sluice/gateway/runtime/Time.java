package io.sluice.gateway.runtime;

import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.UnaryOperator;

/**
 * The time that a gateway goes by. It is the real one but where hours have to pass in minutes.
 *
 * @param clock what everything is measured by
 * @param timers makes the timers of a Vert.x keep step with the clock. The channels wait by them
 *     for limits, backoff, probes and pending updates. What the gateway waits for by itself (its
 *     store, its files, the end of calls) stays in real time
 */
public record Time(InstantSource clock, UnaryOperator<Vertx> timers) {
  /** The one on the wall. */
  public static final Time REAL = new Time(InstantSource.system(), UnaryOperator.identity());
}
