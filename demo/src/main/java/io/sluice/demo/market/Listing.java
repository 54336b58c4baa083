package io.sluice.demo.market;

import java.math.BigDecimal;

/**
 * What a marketplace shows of a SKU, or should show.
 *
 * @param shows what is to be seen of its content, in words
 * @param stock -1 where there is none
 */
record Listing(String sku, String shows, long stock, BigDecimal price) {
  /** Amounts that differ in their zeros alone are one. */
  Listing {
    price = price.stripTrailingZeros();
  }

  /**
   * @param cents of its price
   */
  static Listing of(String sku, String shows, long stock, long cents) {
    return new Listing(sku, shows, stock, BigDecimal.valueOf(cents, 2));
  }

  @Override
  public String toString() {
    return "%s (%s): %d pieces for %s".formatted(sku, shows, stock, price.toPlainString());
  }
}
