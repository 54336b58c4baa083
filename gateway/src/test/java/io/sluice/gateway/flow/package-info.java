/** The whole gateway inside one JVM: a real broker in front, a real receiver behind. */
@NullMarked
package io.sluice.gateway.flow;

import org.jspecify.annotations.NullMarked;
