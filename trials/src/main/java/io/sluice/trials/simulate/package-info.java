/**
 * The gateway's cores together on virtual time: the real intake, catalog, channels and loading,
 * with a broker, a store, channels and an operator that are played from one seed. What runs on
 * Vert.x in the gateway is played by shells here that carry out the same effects.
 */
@NullMarked
package io.sluice.trials.simulate;

import org.jspecify.annotations.NullMarked;
