@NullMarked
package io.sluice.simulator.market;

import org.jspecify.annotations.NullMarked;
