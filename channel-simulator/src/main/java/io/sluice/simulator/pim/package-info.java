/** A stand-in for a PIM: publishes events to a broker until each is confirmed. */
@NullMarked
package io.sluice.simulator.pim;

import org.jspecify.annotations.NullMarked;
