package io.sluice.demo.market;

import io.sluice.demo.shop.Product;
import io.sluice.demo.shop.Variant;
import java.util.Map;

/**
 * What the shop has said last of something that it sells.
 *
 * @param stock pieces by warehouse
 * @param cents prices by list
 * @param discontinued whether it is sold no more
 */
record Article(
    Product product,
    Variant variant,
    Map<String, Long> stock,
    Map<String, Long> cents,
    boolean discontinued) {
  Article {
    stock = Map.copyOf(stock);
    cents = Map.copyOf(cents);
  }

  String sku() {
    return variant.sku();
  }

  /** Of both warehouses. */
  long pieces() {
    return stock("BER") + stock("HAM");
  }

  long stock(String warehouse) {
    return stock.getOrDefault(warehouse, 0L);
  }

  long cents(String list) {
    return cents.getOrDefault(list, 0L);
  }

  String size() {
    return variant.axes().getOrDefault("size", "");
  }
}
