/** Traces for OpenTelemetry: from the source's message to each call of a channel. */
@NullMarked
package io.sluice.gateway.tracing;

import org.jspecify.annotations.NullMarked;
