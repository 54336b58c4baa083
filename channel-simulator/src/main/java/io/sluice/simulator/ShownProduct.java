package io.sluice.simulator;

import org.jspecify.annotations.Nullable;

/**
 * What a channel shows of one product.
 *
 * @param stock null where none was said
 * @param price amount, null where none was said, or several
 */
public record ShownProduct(
    String sku, @Nullable String stock, @Nullable String price, @Nullable String currency) {}
