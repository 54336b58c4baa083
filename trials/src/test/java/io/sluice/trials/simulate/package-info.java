@NullMarked
package io.sluice.trials.simulate;

import org.jspecify.annotations.NullMarked;
