package io.sluice.simulator;

/**
 * What became of one (SKU, facet, part).
 *
 * @param revision highest that was applied, -1 when none
 * @param value what was applied last, which is wrong when {@code staleApplied} is not 0
 * @param arrived updates that came, repeats too
 * @param applied how often something was applied
 */
public record KeyState(
    String sku,
    String facet,
    String part,
    long revision,
    String value,
    int arrived,
    int applied,
    int staleBegun,
    int staleApplied) {}
