package io.sluice.adapter;

/**
 * What a harmless call to a channel found.
 *
 * @param fine whether updates could be delivered, as far as such a call can tell
 * @param text a sentence for people; never has a secret
 */
public record Reached(boolean fine, String text) {}
