/** Holds what goes over the wire against the marketplaces' own descriptions of it. */
@NullMarked
package io.sluice.adapter.spec;

import org.jspecify.annotations.NullMarked;
