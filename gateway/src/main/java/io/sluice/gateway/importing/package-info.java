/**
 * Reads the file of a first load: lines in, events and what is wrong with a line out. Holds one row
 * at a time and knows nothing of the gateway that they go to.
 */
@NullMarked
package io.sluice.gateway.importing;

import org.jspecify.annotations.NullMarked;
