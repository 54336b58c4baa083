/**
 * What every adapter must do, run against its stand-in marketplace. An adapter's test subclasses
 * {@code ChannelAdapterContract} and says what differs.
 */
@NullMarked
package io.sluice.adapter.contract;

import org.jspecify.annotations.NullMarked;
