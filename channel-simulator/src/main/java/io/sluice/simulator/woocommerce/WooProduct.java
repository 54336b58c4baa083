package io.sluice.simulator.woocommerce;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a shop has of one product or variation.
 *
 * @param parent 0 of a product
 * @param status {@code publish} where customers see it
 * @param stockQuantity null where it is not managed
 * @param regularPrice empty where it has none
 * @param salePrice empty where it has none
 * @param saleFrom null: from now on
 * @param saleTo the last second of the sale, null: without end
 * @param price what a customer pays; empty where nobody can
 */
public record WooProduct(
    long id,
    long parent,
    String sku,
    String name,
    String status,
    @Nullable Long stockQuantity,
    String regularPrice,
    String salePrice,
    @Nullable Instant saleFrom,
    @Nullable Instant saleTo,
    String price) {
  /** Whether a customer gets it: what is not counted is there without limit. */
  public boolean buyable() {
    return status.equals("publish")
        && !price.isEmpty()
        && (stockQuantity == null || stockQuantity > 0);
  }

  WooProduct at(Instant now) {
    boolean begun = saleFrom == null || !now.isBefore(saleFrom);
    boolean over = saleTo != null && now.isAfter(saleTo.plusSeconds(1).minusNanos(1));
    boolean sale = !salePrice.isEmpty() && begun && !over;
    return new WooProduct(
        id,
        parent,
        sku,
        name,
        status,
        stockQuantity,
        regularPrice,
        salePrice,
        saleFrom,
        saleTo,
        sale ? salePrice : regularPrice);
  }
}
