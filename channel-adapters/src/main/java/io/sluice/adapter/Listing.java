package io.sluice.adapter;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a channel shows of one product at the moment it is asked.
 *
 * @param sku what the channel calls it
 * @param listed whether a customer can find it there
 * @param quantity how many it shows, null where it does not say
 * @param price null where it does not say
 * @param currency of the price, null where it does not say
 */
public record Listing(
    String sku,
    boolean listed,
    @Nullable Long quantity,
    @Nullable BigDecimal price,
    @Nullable String currency) {}
