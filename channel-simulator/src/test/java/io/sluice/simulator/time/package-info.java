@NullMarked
package io.sluice.simulator.time;

import org.jspecify.annotations.NullMarked;
