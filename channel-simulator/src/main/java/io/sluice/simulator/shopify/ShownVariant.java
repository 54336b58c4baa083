package io.sluice.simulator.shopify;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the shop shows of a variant.
 *
 * @param status of its product: ACTIVE, DRAFT or ARCHIVED
 * @param options values by option
 * @param available by location id
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
    int published,
    int siblings) {}
