@NullMarked
package io.sluice.trials.store;

import org.jspecify.annotations.NullMarked;
