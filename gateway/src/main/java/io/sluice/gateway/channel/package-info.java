/**
 * One channel's deliveries: what is owed (backlog), what may run (lanes), when the channel may be
 * called (gate), what an answer means (channel). Plain Java, one owner per channel; time comes in
 * with each call as epoch milliseconds, what is to be done goes out through {@link
 * io.sluice.gateway.channel.Effects}.
 */
@NullMarked
package io.sluice.gateway.channel;

import org.jspecify.annotations.NullMarked;
