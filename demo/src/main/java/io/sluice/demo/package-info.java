/**
 * {@code sluice demo}: a whole gateway with everything around it in one process, for trying out.
 */
@NullMarked
package io.sluice.demo;

import org.jspecify.annotations.NullMarked;
