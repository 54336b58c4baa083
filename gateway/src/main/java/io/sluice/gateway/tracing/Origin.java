package io.sluice.gateway.tracing;

import io.opentelemetry.api.trace.SpanContext;

/**
 * A traced event that may be delivered.
 *
 * @param event id that its source gave it
 * @param context of the span of its message
 * @param atMs when it was taken, epoch milliseconds
 */
record Origin(long position, String sku, String event, SpanContext context, long atMs) {}
