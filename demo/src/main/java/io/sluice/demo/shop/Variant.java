package io.sluice.demo.shop;

import java.util.List;
import java.util.Map;

/**
 * What is sold: one size and colour of a product.
 *
 * @param axes what tells it from its siblings
 * @param cents its price for everyone
 */
public record Variant(
    String sku,
    String name,
    Map<String, String> axes,
    String gtin,
    long cents,
    List<String> images) {
  public Variant {
    images = List.copyOf(images);
  }
}
