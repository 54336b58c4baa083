/** Files of a first load. */
@NullMarked
package io.sluice.gateway.importing;

import org.jspecify.annotations.NullMarked;
