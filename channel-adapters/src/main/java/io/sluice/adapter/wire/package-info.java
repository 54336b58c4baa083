/**
 * Requests to a channel and their answers, whatever they say: connections, deadlines, which
 * addresses are allowed. {@code Wire} carries one request; what its answer means is the adapter's
 * affair.
 */
@NullMarked
package io.sluice.adapter.wire;

import org.jspecify.annotations.NullMarked;
