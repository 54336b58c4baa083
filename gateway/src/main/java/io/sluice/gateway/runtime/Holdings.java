package io.sluice.gateway.runtime;

import io.sluice.gateway.operations.ChannelView;
import java.util.List;

/**
 * What a gateway found in its store.
 *
 * @param storeBytes what the store takes on the disk
 * @param freeBytes what the disk has left
 * @param position of the newest event
 */
record Holdings(
    long storeBytes, long freeBytes, int skus, long position, List<ChannelView> channels) {}
