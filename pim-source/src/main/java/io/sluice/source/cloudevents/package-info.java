/**
 * CloudEvents 1.0 as product events: structured and binary, strictly read. The contract for senders
 * is {@code config/events}.
 */
@NullMarked
package io.sluice.source.cloudevents;

import org.jspecify.annotations.NullMarked;
