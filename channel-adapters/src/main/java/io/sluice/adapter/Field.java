package io.sluice.adapter;

/**
 * One field that a product's listing may have on a kind of channel; read from the {@code
 * adapter.json} of its adapter.
 */
public record Field(String name, String description) {}
