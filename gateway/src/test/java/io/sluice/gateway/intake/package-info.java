/** Decisions about events, one by one. */
@NullMarked
package io.sluice.gateway.intake;

import org.jspecify.annotations.NullMarked;
