/**
 * What every kind of channel offers the gateway: an {@link io.sluice.adapter.ChannelAdapter} that
 * describes itself and opens {@link io.sluice.adapter.ChannelConnection}s. One package per kind
 * beside this one. Values here ({@code ChannelUpdate}, {@code Outcome}) are free of Vert.x.
 */
@NullMarked
package io.sluice.adapter;

import org.jspecify.annotations.NullMarked;
