package io.sluice.store;

/**
 * The newest state of one key, written behind: a checkpoint, so that a start need not replay
 * everything.
 *
 * @param scope "" for the catalog, the channel for a shelf
 * @param position (catalog: journal position, shelf: outcome sequence) up to which the row is true;
 *     a start skips what is at or below it
 * @param value opaque, at most 2 MiB
 */
public record StateRow(String scope, String key, String part, long position, byte[] value) {}
