/**
 * How fast the gateway is, side by side with what its libraries allow at most (the bare pipe) and
 * with a peer: each a process of its own, on one machine, in interleaved rounds.
 */
@NullMarked
package io.sluice.trials.bench;

import org.jspecify.annotations.NullMarked;
