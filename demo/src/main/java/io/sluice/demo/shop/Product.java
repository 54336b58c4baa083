package io.sluice.demo.shop;

import java.util.List;

/**
 * A product that is sold in variants, and not by itself.
 *
 * @param kind what it is, in English
 * @param kindInGerman the same for {@code localized.de}
 * @param categories the main one first
 */
public record Product(
    String sku,
    String name,
    String brand,
    String kind,
    String kindInGerman,
    String material,
    List<String> categories,
    List<Variant> variants) {
  public Product {
    categories = List.copyOf(categories);
    variants = List.copyOf(variants);
  }
}
