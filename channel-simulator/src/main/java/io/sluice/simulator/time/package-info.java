/** Hours in minutes: a clock that runs fast, and timers that keep step with it. */
@NullMarked
package io.sluice.simulator.time;

import org.jspecify.annotations.NullMarked;
