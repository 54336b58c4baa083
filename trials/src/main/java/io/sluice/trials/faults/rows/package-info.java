/** The rows of the fault matrix: what each breaks and what it demands. */
@NullMarked
package io.sluice.trials.faults.rows;

import org.jspecify.annotations.NullMarked;
