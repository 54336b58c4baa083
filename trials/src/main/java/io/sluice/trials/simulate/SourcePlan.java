package io.sluice.trials.simulate;

import io.sluice.gateway.intake.VersionFrom;

/**
 * How one source behaves in a run.
 *
 * @param content speaks of products, else of stock and prices
 * @param speaksOfOthers sometimes of a facet it does not own
 * @param tidy says everything once and in order
 * @param restoredAfter events after which its versions go back, or never: {@link Integer#MAX_VALUE}
 */
record SourcePlan(
    String name,
    VersionFrom versionFrom,
    boolean content,
    boolean speaksOfOthers,
    boolean tidy,
    int restoredAfter,
    int prefetch,
    int skus) {}
