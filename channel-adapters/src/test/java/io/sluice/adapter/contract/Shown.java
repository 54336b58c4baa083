package io.sluice.adapter.contract;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a stand-in marketplace shows of one product.
 *
 * @param name null where it is not the seller's to say
 * @param stock null before it was told
 * @param price null before it was told
 * @param listed whether a customer can buy it, stock aside
 */
public record Shown(
    @Nullable String name, @Nullable Long stock, @Nullable BigDecimal price, boolean listed) {}
