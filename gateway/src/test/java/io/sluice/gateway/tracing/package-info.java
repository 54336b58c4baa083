@NullMarked
package io.sluice.gateway.tracing;

import org.jspecify.annotations.NullMarked;
