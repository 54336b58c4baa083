package io.sluice.adapter.contract;

import io.sluice.adapter.Outcome;

/**
 * One of the ways in which a marketplace says that it is too much.
 *
 * @param name for people, such as {@code 429 with Retry-After}
 * @param scope of the deferral that it must become
 * @param begin answers the next request that carries updates with it, once
 */
public record Throttle(String name, Outcome.Scope scope, Situation begin) {}
