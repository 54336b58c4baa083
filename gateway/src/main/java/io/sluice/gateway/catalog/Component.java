package io.sluice.gateway.catalog;

/**
 * A part of a bundle.
 *
 * @param quantity pieces of it in one bundle, more than 0
 */
public record Component(String sku, long quantity) {}
