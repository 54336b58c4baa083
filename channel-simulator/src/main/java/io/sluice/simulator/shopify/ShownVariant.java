package io.sluice.simulator.shopify;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the shop shows of a variant.
 *
 * @param status of its product: ACTIVE, DRAFT or ARCHIVED
 * @param options values by option
 * @param available by location id
 * @param tracked whether its quantity decides whether it can be bought
 * @param buyable whether a customer can buy it, were its product published
 * @param published publications of its product
 * @param siblings variants of its product, itself included
 */
public record ShownVariant(
    String sku,
    String variantId,
    String productId,
    String itemId,
    String title,
    String handle,
    String status,
    String price,
    @Nullable String compareAtPrice,
    @Nullable String barcode,
    Map<String, String> options,
    Map<String, Integer> available,
    boolean tracked,
    boolean buyable,
    int published,
    int siblings) {}
