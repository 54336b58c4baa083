@NullMarked
package io.sluice.trials.faults.rows;

import org.jspecify.annotations.NullMarked;
