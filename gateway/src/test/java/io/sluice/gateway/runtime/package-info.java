/** The shells around the cores. */
@NullMarked
package io.sluice.gateway.runtime;

import org.jspecify.annotations.NullMarked;
