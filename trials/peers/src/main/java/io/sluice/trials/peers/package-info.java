/** Programs that stand where Sluice stands in a benchmark. Not part of the product. */
@NullMarked
package io.sluice.trials.peers;

import org.jspecify.annotations.NullMarked;
