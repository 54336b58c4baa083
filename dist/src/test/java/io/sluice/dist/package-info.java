@NullMarked
package io.sluice.dist;

import org.jspecify.annotations.NullMarked;
