package io.sluice.gateway.render;

/**
 * Product content that was read from the store.
 *
 * @param position of the event that brought it
 * @param json the data object, UTF-8
 */
public record Content(long position, byte[] json) {}
