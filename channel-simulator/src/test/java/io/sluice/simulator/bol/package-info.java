@NullMarked
package io.sluice.simulator.bol;

import org.jspecify.annotations.NullMarked;
