/**
 * Messages in, product events out. A source hands what it received to an {@link
 * io.sluice.source.EventSink} on a thread of its own and answers the broker once the sink says that
 * the event is journaled. Nothing here knows of journal, channels or the event loop.
 */
@NullMarked
package io.sluice.source;

import org.jspecify.annotations.NullMarked;
