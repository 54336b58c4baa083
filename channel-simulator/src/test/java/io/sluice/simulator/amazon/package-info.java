@NullMarked
package io.sluice.simulator.amazon;

import org.jspecify.annotations.NullMarked;
