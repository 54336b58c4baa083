/** Random faults of all kinds on one installation, for hours. */
@NullMarked
package io.sluice.trials.faults.soak;

import org.jspecify.annotations.NullMarked;
