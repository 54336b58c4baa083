package io.sluice.simulator.woocommerce;

import org.jspecify.annotations.Nullable;

/**
 * What a shop has of one product or variation.
 *
 * @param parent 0 of a product
 * @param status {@code publish} where customers see it
 * @param stockQuantity null where it is not managed
 * @param regularPrice empty where it has none
 * @param salePrice empty where it has none
 */
public record WooProduct(
    long id,
    long parent,
    String sku,
    String name,
    String status,
    @Nullable Long stockQuantity,
    String regularPrice,
    String salePrice) {
  /** What a customer pays; empty where it cannot be bought. */
  public String price() {
    return salePrice.isEmpty() ? regularPrice : salePrice;
  }
}
