/**
 * Runs the whole gateway as a process against a real broker and stand-in channels, kills it, and
 * compares what was published with what arrived.
 */
@NullMarked
package io.sluice.trials;

import org.jspecify.annotations.NullMarked;
