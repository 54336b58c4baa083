/**
 * Runs the cores: verticles that feed one core each and carry out its effects, the start, the stop,
 * and what has to be looked after meanwhile.
 */
@NullMarked
package io.sluice.gateway.runtime;

import org.jspecify.annotations.NullMarked;
