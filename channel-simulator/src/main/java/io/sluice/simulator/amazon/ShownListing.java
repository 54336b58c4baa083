package io.sluice.simulator.amazon;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What the store has of one SKU.
 *
 * @param name the title, null without one
 * @param quantity null before it was told, and where Amazon fulfils it
 * @param price for everybody, without a sale; null without an offer
 * @param salePrice whatever its days; null without a sale
 * @param listed whether it has content that is complete
 * @param fulfillment code of the channel, null before a quantity was told
 */
public record ShownListing(
    String sku,
    String productType,
    @Nullable String name,
    @Nullable Long quantity,
    @Nullable BigDecimal price,
    @Nullable BigDecimal salePrice,
    boolean listed,
    @Nullable String fulfillment) {}
