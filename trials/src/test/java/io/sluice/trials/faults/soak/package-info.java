@NullMarked
package io.sluice.trials.faults.soak;

import org.jspecify.annotations.NullMarked;
