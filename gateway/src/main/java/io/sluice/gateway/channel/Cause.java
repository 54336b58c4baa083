package io.sluice.gateway.channel;

import io.sluice.source.Facet;

/**
 * What an update tells of.
 *
 * @param sku as the sources call it
 * @param position of its newest fact in the journal, or of the rules that have it sent again
 */
public record Cause(String sku, Facet facet, long position) {}
