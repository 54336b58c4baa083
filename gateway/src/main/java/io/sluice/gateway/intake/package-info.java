/**
 * Decides once for every event: new, stale, duplicate, conflict, not owned, or refused. Plain Java,
 * one owner.
 */
@NullMarked
package io.sluice.gateway.intake;

import org.jspecify.annotations.NullMarked;
