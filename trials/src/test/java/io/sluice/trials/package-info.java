@NullMarked
package io.sluice.trials;

import org.jspecify.annotations.NullMarked;
