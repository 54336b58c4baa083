/** Joins sources, store and channels. */
@NullMarked
package io.sluice.gateway;

import org.jspecify.annotations.NullMarked;
