@NullMarked
package io.sluice.trials.faults;

import org.jspecify.annotations.NullMarked;
