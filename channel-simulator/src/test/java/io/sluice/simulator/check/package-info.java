@NullMarked
package io.sluice.simulator.check;

import org.jspecify.annotations.NullMarked;
