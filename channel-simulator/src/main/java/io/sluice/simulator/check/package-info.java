/**
 * Compares what was published with what channels received, for whoever tries out a whole gateway.
 */
@NullMarked
package io.sluice.simulator.check;

import org.jspecify.annotations.NullMarked;
