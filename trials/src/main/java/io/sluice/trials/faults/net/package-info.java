/** A network with bad days, and a receiver that answers with any bytes. */
@NullMarked
package io.sluice.trials.faults.net;

import org.jspecify.annotations.NullMarked;
