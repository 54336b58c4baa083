/** The fault matrix: what breaks in production, one row after the other, and the soak. */
@NullMarked
package io.sluice.trials.faults;

import org.jspecify.annotations.NullMarked;
