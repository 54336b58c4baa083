/** Questions about speed, small. */
@NullMarked
package io.sluice.trials.bench;

import org.jspecify.annotations.NullMarked;
