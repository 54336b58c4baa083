/**
 * A stand-in for Amazon's Selling Partner API: listings, feeds, login. Written from the official
 * descriptions; what it refuses and with which words is theirs as far as they say it.
 */
@NullMarked
package io.sluice.simulator.amazon;

import org.jspecify.annotations.NullMarked;
